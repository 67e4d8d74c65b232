//! The order in which a task's processes run. Thermos: `TaskPlanner`.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

/// What the plan needs to know of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The name that orders refer to.
    pub name: String,
    /// Runs when the ordinary processes have ended.
    pub is_final: bool,
    /// Is started again whenever it ends.
    pub daemon: bool,
    /// Does not keep the task alive.
    pub ephemeral: bool,
}

/// That a process waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edge {
    /// The process that ends first, as an index of the task's processes.
    pub before: usize,
    /// The process that starts then.
    pub after: usize,
    /// The order that says so, as an index of the task's constraints.
    pub order: usize,
}

/// Something wrong with a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanError {
    /// The order concerned, as an index of the task's constraints; of several the last.
    pub order: usize,
    /// What is wrong.
    pub kind: PlanErrorKind,
}

/// The ways in which a plan is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanErrorKind {
    /// An order of nothing.
    Empty,
    /// A name (an index into the order) that is no process, next to ones that are.
    Unknown {
        /// The index in the order.
        position: usize,
    },
    /// None of the names is a process. The client passes over such an order.
    AllUnknown,
    /// Final and ordinary processes in one order.
    Mixed {
        /// A final one.
        last: String,
        /// An ordinary one.
        ordinary: String,
    },
    /// Something waits for the end of a daemon.
    AfterDaemon {
        /// The daemon.
        daemon: String,
        /// What waits.
        waiting: String,
    },
    /// Something lasting waits for an ephemeral process.
    AfterEphemeral {
        /// The ephemeral process.
        ephemeral: String,
        /// What waits.
        waiting: String,
    },
    /// A process would have to wait for itself: names in the order they would run, first and last the same.
    Cycle {
        /// The names.
        path: Vec<String>,
        /// The orders that make up the circle, ascending.
        orders: Vec<usize>,
    },
}

/// The order in which a task's processes run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What waits for what, in the order it was said, each pair once.
    pub edges: Vec<Edge>,
    /// Ordinary processes (indices): those of a wave may start when the waves before have ended.
    pub waves: Vec<Vec<usize>>,
    /// Final processes, likewise; they start when the ordinary ones have ended.
    pub final_waves: Vec<Vec<usize>>,
}

/// The circles reported of one task; more would not help anyone.
const MOST_CYCLES: usize = 10;

impl Plan {
    /// Plans processes under orders (lists of names), and says everything that is wrong. Of processes with the same name only
    /// the last is planned, as the client does.
    pub fn new(steps: &[Step], orders: &[Vec<String>]) -> (Plan, Vec<PlanError>) {
        let mut errors = Vec::new();
        let edges = edges(steps, orders, &mut errors);
        let planned = by_name(steps);
        let (waves, stuck) = waves(steps, &planned, &edges, false);
        let (final_waves, stuck_final) = self::waves(steps, &planned, &edges, true);
        for mut stuck in [stuck, stuck_final] {
            cycles(steps, &edges, &mut stuck, &mut errors);
        }
        errors.sort_by_key(|error| error.order);
        let plan = Plan {
            edges,
            waves,
            final_waves,
        };
        (plan, errors)
    }
}

type Names<'a> = IndexMap<&'a str, usize, FxBuildHasher>;

fn by_name(steps: &[Step]) -> Names<'_> {
    steps
        .iter()
        .enumerate()
        .map(|(index, step)| (step.name.as_str(), index))
        .collect()
}

fn edges(steps: &[Step], orders: &[Vec<String>], errors: &mut Vec<PlanError>) -> Vec<Edge> {
    let names = by_name(steps);
    let mut seen = rustc_hash::FxHashSet::default();
    let mut edges = Vec::new();
    for (order, wanted) in orders.iter().enumerate() {
        let found: Vec<Option<usize>> = wanted
            .iter()
            .map(|name| names.get(name.as_str()).copied())
            .collect();
        let mut wrong = |kind| errors.push(PlanError { order, kind });
        if wanted.is_empty() {
            wrong(PlanErrorKind::Empty);
            continue;
        }
        if found.iter().all(Option::is_none) {
            wrong(PlanErrorKind::AllUnknown);
            continue;
        }
        for (position, _) in found.iter().enumerate().filter(|(_, step)| step.is_none()) {
            wrong(PlanErrorKind::Unknown { position });
        }
        if let Some(kind) = mixed(steps, &found) {
            wrong(kind);
            continue;
        }
        for pair in found.windows(2) {
            let [Some(before), Some(after)] = *pair else {
                continue;
            };
            if let Some(kind) = misfit(steps, before, after) {
                wrong(kind);
            } else if seen.insert((before, after)) {
                edges.push(Edge {
                    before,
                    after,
                    order,
                });
            }
        }
    }
    edges
}

fn mixed(steps: &[Step], found: &[Option<usize>]) -> Option<PlanErrorKind> {
    let name_of = |is_final| {
        found
            .iter()
            .flatten()
            .filter_map(|&index| steps.get(index))
            .find(|step| step.is_final == is_final)
            .map(|step| step.name.clone())
    };
    Some(PlanErrorKind::Mixed {
        last: name_of(true)?,
        ordinary: name_of(false)?,
    })
}

fn misfit(steps: &[Step], before: usize, after: usize) -> Option<PlanErrorKind> {
    let (before, after) = (steps.get(before)?, steps.get(after)?);
    if before.daemon {
        return Some(PlanErrorKind::AfterDaemon {
            daemon: before.name.clone(),
            waiting: after.name.clone(),
        });
    }
    (before.ephemeral && !after.ephemeral).then(|| PlanErrorKind::AfterEphemeral {
        ephemeral: before.name.clone(),
        waiting: after.name.clone(),
    })
}

/// The waves, and the processes that are in a circle or wait for one.
fn waves(
    steps: &[Step],
    planned: &Names<'_>,
    edges: &[Edge],
    is_final: bool,
) -> (Vec<Vec<usize>>, Vec<usize>) {
    let mut waiting = vec![0usize; steps.len()];
    let mut followers = vec![Vec::new(); steps.len()];
    for edge in edges {
        if let (Some(count), Some(list)) =
            (waiting.get_mut(edge.after), followers.get_mut(edge.before))
        {
            *count += 1;
            list.push(edge.after);
        }
    }
    let mut rest: Vec<usize> = planned
        .values()
        .copied()
        .filter(|&index| {
            steps
                .get(index)
                .is_some_and(|step| step.is_final == is_final)
        })
        .collect();
    rest.sort_unstable();
    let mut wave: Vec<usize> = rest
        .iter()
        .copied()
        .filter(|&index| waiting.get(index) == Some(&0))
        .collect();
    let mut done = vec![false; steps.len()];
    let mut waves = Vec::new();
    while !wave.is_empty() {
        let mut next = Vec::new();
        for &index in &wave {
            done[index] = true;
            for &follower in &followers[index] {
                waiting[follower] -= 1;
                if waiting[follower] == 0 {
                    next.push(follower);
                }
            }
        }
        next.sort_unstable();
        waves.push(std::mem::replace(&mut wave, next));
    }
    rest.retain(|&index| !done[index]);
    (waves, rest)
}

/// Reports circles among `stuck` one after the other, each without the processes of the former.
fn cycles(steps: &[Step], edges: &[Edge], stuck: &mut Vec<usize>, errors: &mut Vec<PlanError>) {
    for _ in 0..MOST_CYCLES {
        let Some(circle) = cycle(steps.len(), edges, stuck) else {
            return;
        };
        let mut orders: Vec<usize> = circle.iter().map(|edge| edge.order).collect();
        orders.sort_unstable();
        orders.dedup();
        let name = |index: usize| {
            steps
                .get(index)
                .map_or(String::new(), |step| step.name.clone())
        };
        let mut path: Vec<String> = circle.iter().map(|edge| name(edge.before)).collect();
        path.extend(circle.last().map(|edge| name(edge.after)));
        errors.push(PlanError {
            order: orders.last().copied().unwrap_or(0),
            kind: PlanErrorKind::Cycle { path, orders },
        });
        stuck.retain(|index| !circle.iter().any(|edge| edge.before == *index));
    }
}

/// A circle among `stuck`, if there is one: edges that follow each other.
fn cycle(count: usize, edges: &[Edge], stuck: &[usize]) -> Option<Vec<Edge>> {
    let mut inside = vec![false; count];
    for &index in stuck {
        *inside.get_mut(index)? = true;
    }
    // Take away, round by round, what nothing stuck waits for: it only waits for a circle. What is left has a way back everywhere.
    let mut followers = vec![0usize; count];
    let mut sources: Vec<Vec<Edge>> = vec![Vec::new(); count];
    for edge in edges {
        if inside[edge.before] && inside[edge.after] {
            followers[edge.before] += 1;
            sources[edge.after].push(*edge);
        }
    }
    let mut loose: Vec<usize> = stuck
        .iter()
        .copied()
        .filter(|&index| followers[index] == 0)
        .collect();
    while let Some(index) = loose.pop() {
        inside[index] = false;
        for edge in &sources[index] {
            followers[edge.before] -= 1;
            if followers[edge.before] == 0 {
                loose.push(edge.before);
            }
        }
    }
    let start = stuck
        .iter()
        .copied()
        .find(|&index| inside[index] && sources[index].iter().any(|edge| inside[edge.before]))?;
    walk_back(start, &sources, &inside)
}

/// Follows edges backwards from `start` until a process comes up again.
fn walk_back(start: usize, sources: &[Vec<Edge>], inside: &[bool]) -> Option<Vec<Edge>> {
    let mut visited = vec![false; sources.len()];
    let mut way: Vec<Edge> = Vec::new();
    let mut at = start;
    while !visited[at] {
        visited[at] = true;
        let edge = sources[at].iter().find(|edge| inside[edge.before])?;
        way.push(*edge);
        at = edge.before;
    }
    let first = way.iter().position(|edge| edge.after == at)?;
    let mut circle = way.split_off(first);
    circle.reverse();
    Some(circle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn steps(names: &str) -> Vec<Step> {
        // `name`, `name!` final, `name@` daemon, `name~` ephemeral
        names
            .split_whitespace()
            .map(|word| Step {
                name: word.trim_end_matches(['!', '@', '~']).to_string(),
                is_final: word.ends_with('!'),
                daemon: word.ends_with('@'),
                ephemeral: word.ends_with('~'),
            })
            .collect()
    }

    fn orders(text: &str) -> Vec<Vec<String>> {
        text.split(';')
            .filter(|order| !order.is_empty())
            .map(|order| order.split_whitespace().map(String::from).collect())
            .collect()
    }

    fn plan(names: &str, text: &str) -> (Plan, Vec<PlanError>) {
        Plan::new(&steps(names), &orders(text))
    }

    #[test]
    fn waves_follow_the_orders() {
        for (names, text, waves, final_waves) in [
            ("a b c", "", vec![vec![0, 1, 2]], vec![]),
            ("a b c", "a b c", vec![vec![0], vec![1], vec![2]], vec![]),
            (
                "a b c d",
                "a b d;a c d",
                vec![vec![0], vec![1, 2], vec![3]],
                vec![],
            ),
            ("a b c", "a c", vec![vec![0, 1], vec![2]], vec![]),
            ("a x! y!", "y x", vec![vec![0]], vec![vec![2], vec![1]]),
            ("a b@", "a b", vec![vec![0], vec![1]], vec![]),
            ("a b~ c~", "a b c", vec![vec![0], vec![1], vec![2]], vec![]),
            ("a a b", "a b", vec![vec![1], vec![2]], vec![]),
            ("", "", vec![], vec![]),
        ] {
            let (plan, errors) = plan(names, text);
            assert_eq!(errors, [], "{names} | {text}");
            assert_eq!(plan.waves, waves, "{names} | {text}");
            assert_eq!(plan.final_waves, final_waves, "{names} | {text}");
        }
    }

    #[test]
    fn says_everything_that_is_wrong() {
        use PlanErrorKind::*;
        let cycle = |path: &str, orders: &[usize]| Cycle {
            path: path.split_whitespace().map(String::from).collect(),
            orders: orders.to_vec(),
        };
        for (names, text, expected) in [
            ("a b", " ", vec![(0, Empty)]),
            ("a b", "x y", vec![(0, AllUnknown)]),
            ("a b", "a x b", vec![(0, Unknown { position: 1 })]),
            (
                "a b!",
                "a b",
                vec![(
                    0,
                    Mixed {
                        last: "b".into(),
                        ordinary: "a".into(),
                    },
                )],
            ),
            (
                "a@ b",
                "a b",
                vec![(
                    0,
                    AfterDaemon {
                        daemon: "a".into(),
                        waiting: "b".into(),
                    },
                )],
            ),
            (
                "a~ b",
                "a b",
                vec![(
                    0,
                    AfterEphemeral {
                        ephemeral: "a".into(),
                        waiting: "b".into(),
                    },
                )],
            ),
            ("a", "a a", vec![(0, cycle("a a", &[0]))]),
            ("a b c", "a b c;c a", vec![(1, cycle("a b c a", &[0, 1]))]),
            ("a b c d", "a b;b a;b c", vec![(1, cycle("a b a", &[0, 1]))]),
            (
                "a b c d",
                "a b;b a;c d;d c",
                vec![(1, cycle("a b a", &[0, 1])), (3, cycle("c d c", &[2, 3]))],
            ),
        ] {
            let (_, errors) = plan(names, text);
            let found: Vec<_> = errors
                .into_iter()
                .map(|error| (error.order, error.kind))
                .collect();
            assert_eq!(found, expected, "{names} | {text}");
        }
    }

    proptest! {
        /// Either there is a circle, or every process is in one wave and every edge leads to a later wave.
        #[test]
        fn plans_are_complete(
            orders in proptest::collection::vec(proptest::collection::vec("[a-f]", 1..5), 0..6)
        ) {
            let steps = steps("a b c d e f");
            let (plan, errors) = Plan::new(&steps, &orders);
            let placed: usize = plan.waves.iter().map(Vec::len).sum();
            prop_assert_eq!(errors.is_empty(), placed == steps.len());
            let wave = |index| plan.waves.iter().position(|wave| wave.contains(&index));
            for edge in &plan.edges {
                if let Some(after) = wave(edge.after) {
                    prop_assert!(wave(edge.before).is_some_and(|before| before < after));
                }
            }
        }
    }
}
