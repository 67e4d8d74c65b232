// What jobc writes of the scheduler's API: the structs below JobConfiguration, with the numbers and types of their fields.

enum CronCollisionPolicy {
  KILL_EXISTING = 0,
  CANCEL_NEW = 1,
  RUN_OVERLAP = 2
}

enum VolumeMode {
  RW = 1,
  RO = 2
}

struct JobKey {
  1: string role,
  2: string environment,
  3: string name
}

struct Identity {
  2: string user
}

union Resource {
  1: double numCpus,
  2: i64 ramMb,
  3: i64 diskMb,
  4: string namedPort,
  5: i64 numGpus
}

struct ValueConstraint {
  1: bool negated,
  2: set<string> values
}

struct LimitConstraint {
  1: i32 limit
}

union TaskConstraint {
  1: ValueConstraint value,
  2: LimitConstraint limit
}

struct Constraint {
  1: string name,
  2: TaskConstraint constraint
}

struct MesosFetcherUri {
  1: string value
}

struct ExecutorConfig {
  1: string name,
  2: string data
}

struct Metadata {
  1: string key,
  2: string value
}

struct PartitionPolicy {
  1: bool reschedule,
  2: optional i64 delaySecs
}

struct PercentageSlaPolicy {
  1: double percentage,
  2: i64 durationSecs
}

struct CountSlaPolicy {
  1: i64 count,
  2: i64 durationSecs
}

struct CoordinatorSlaPolicy {
  1: string coordinatorUrl,
  2: string statusKey
}

union SlaPolicy {
  1: PercentageSlaPolicy percentageSlaPolicy,
  2: CountSlaPolicy countSlaPolicy,
  3: CoordinatorSlaPolicy coordinatorSlaPolicy
}

struct DockerImage {
  1: string name,
  2: string tag
}

struct AppcImage {
  1: string name,
  2: string imageId
}

union Image {
  1: DockerImage docker,
  2: AppcImage appc
}

struct Volume {
  1: string containerPath,
  2: string hostPath,
  3: VolumeMode mode
}

struct MesosContainer {
  1: optional Image image,
  2: optional list<Volume> volumes
}

struct DockerParameter {
  1: string name,
  2: string value
}

struct DockerContainer {
  1: string image,
  2: optional list<DockerParameter> parameters
}

union Container {
  1: MesosContainer mesos,
  2: DockerContainer docker
}

struct TaskConfig {
  28: JobKey job,
  17: Identity owner,
  7: bool isService,
  11: i32 priority,
  13: i32 maxTaskFailures,
  18: optional bool production,
  30: optional string tier,
  32: set<Resource> resources,
  20: set<Constraint> constraints,
  33: optional set<MesosFetcherUri> mesosFetcherUris,
  22: optional map<string, string> taskLinks,
  23: optional string contactEmail,
  25: optional ExecutorConfig executorConfig,
  27: optional set<Metadata> metadata,
  34: optional PartitionPolicy partitionPolicy,
  35: optional SlaPolicy slaPolicy,
  29: Container container
}

struct JobConfiguration {
  9: JobKey key,
  7: Identity owner,
  4: optional string cronSchedule,
  5: CronCollisionPolicy cronCollisionPolicy,
  6: TaskConfig taskConfig,
  8: i32 instanceCount
}
