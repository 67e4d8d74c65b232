//! Each sentence of `docs/security.md` that promises something, and the tests that try it.

use std::collections::BTreeSet;
use std::path::Path;

/// How a sentence begins, and the tests of what it says. A sentence that explains the one before it has the same tests.
const PROMISES: &[(&str, &[&str])] = &[
    (
        "Nothing is executed.",
        &["nothing_is_executed_or_written_by_a_configuration"],
    ),
    (
        "A configuration cannot start a process",
        &["nothing_is_executed_or_written_by_a_configuration"],
    ),
    ("Hooks are parsed and listed", &["hooks_are_not_called"]),
    (
        "Modules such as `subprocess`",
        &["nothing_is_executed_or_written_by_a_configuration"],
    ),
    (
        "`eval` and `exec` run",
        &["code_in_strings_keeps_the_limits"],
    ),
    (
        "Two programs are started",
        &["nothing_is_opened_listed_or_started_but_through_the_door"],
    ),
    (
        "Both are found only in",
        &[
            "programs_of_the_checkout_are_not_taken_for_installed_ones",
            "a_program_that_takes_too_long_is_ended",
        ],
    ),
    (
        "shellcheck receives the command lines",
        &["it_is_started_once_for_a_file_and_reads_no_settings"],
    ),
    (
        "It does not read its own settings",
        &["it_is_started_once_for_a_file_and_reads_no_settings"],
    ),
    (
        "git is only asked",
        &["nothing_that_a_repository_names_is_started"],
    ),
    (
        "Therefore no filter",
        &["nothing_that_a_repository_names_is_started"],
    ),
    (
        "Nothing is written except",
        &["nothing_is_executed_or_written_by_a_configuration"],
    ),
    (
        "Each file is written completely",
        &[
            "files_are_written_whole_or_not_at_all",
            "a_disk_that_fills_up_keeps_the_old_file",
        ],
    ),
    (
        "An existing file keeps its owner",
        &[
            "files_that_are_written_stay_what_they_are",
            "mode_and_owner_stay",
            "extended_attributes_stay",
        ],
    ),
    (
        "jobc writes the new text",
        &["files_are_written_whole_or_not_at_all"],
    ),
    (
        "The temporary file replaces",
        &["mode_and_owner_stay", "extended_attributes_stay"],
    ),
    (
        "Otherwise jobc copies",
        &["text_that_cannot_be_written_over_is_put_back"],
    ),
    (
        "SIGINT, SIGTERM and SIGHUP",
        &["nothing_temporary_stays_when_a_run_ends"],
    ),
    (
        "The cache is in the user's",
        &["a_cache_in_the_checkout_is_not_asked"],
    ),
    (
        "In a folder set with `--cache-dir`",
        &[
            "a_cache_that_is_a_link_is_left_alone",
            "of_a_cache_only_its_own_files_are_replaced_or_removed",
        ],
    ),
    (
        "The server also writes the pages",
        &["every_diagnostic_links_to_the_page_of_its_code"],
    ),
    (
        "Nothing is read outside the root",
        &[
            "every_way_out_is_refused_with_its_diagnostic",
            "nothing_outside_is_read_or_told_of",
        ],
    ),
    (
        "It may contain `..`",
        &["every_way_out_is_refused_with_its_diagnostic"],
    ),
    (
        "`/proc`, `/sys`, `/dev`",
        &[
            "every_way_out_is_refused_with_its_diagnostic",
            "special_files_do_not_block_even_where_the_root_is_all",
        ],
    ),
    (
        "On Linux this is true",
        &["a_folder_that_becomes_a_link_meanwhile_leads_nowhere"],
    ),
    (
        "The root is `--root`",
        &["the_root_is_the_marked_folder_above_or_the_current_directory"],
    ),
    (
        "The server does not reveal",
        &[
            "nothing_outside_of_the_root_is_listed",
            "links_do_not_tell_what_is_outside_of_the_root",
        ],
    ),
    (
        "An editor buffer that is not a file",
        &["the_same_checkout_in_an_editor"],
    ),
    (
        "A link in a checkout is never",
        &[
            "links_of_a_checkout_stay_inside",
            "no_link_of_a_checkout_is_written_through",
        ],
    ),
    (
        "This is true even if the user",
        &[
            "links_of_a_checkout_stay_inside",
            "no_link_of_a_checkout_is_written_through",
        ],
    ),
    (
        "Files that the user or",
        &["a_named_file_is_read_and_nothing_beside_it"],
    ),
    (
        "A baseline, a settings file",
        &["what_is_named_has_to_be_a_regular_file"],
    ),
    (
        "Nothing above a repository counts.",
        &["a_checkout_with_everything_planted_leads_nowhere"],
    ),
    (
        "jobc reads no `jobc.toml`",
        &["a_checkout_with_everything_planted_leads_nowhere"],
    ),
    (
        "A `.gitignore` must be",
        &[
            "a_checkout_with_everything_planted_leads_nowhere",
            "what_is_named_has_to_be_a_regular_file",
        ],
    ),
    (
        "Otherwise, `check` reports",
        &["a_checkout_with_everything_planted_leads_nowhere"],
    ),
    (
        "Environment variables are read",
        &[
            "only_what_is_allowed_is_read",
            "variables_are_given_allowed_or_hidden",
        ],
    ),
    (
        "Messages, hovers and completions",
        &[
            "values_are_not_quoted",
            "secrets_are_in_no_answer_or_report",
        ],
    ),
    (
        "A value is secret if",
        &["values_that_are_secret_are_recognized"],
    ),
    (
        "Regardless of the name",
        &["values_that_are_secret_are_recognized"],
    ),
    (
        "The patterns are those",
        &["values_that_are_secret_are_recognized"],
    ),
    (
        "Values that a configuration derives",
        &["values_are_not_quoted"],
    ),
    ("jobc does not hide", &["values_are_not_quoted"]),
    ("Every run ends", &["every_limit_is_tested"]),
    (
        "Each limit has a diagnostic",
        &["the_table_of_limits_is_current", "every_limit_is_tested"],
    ),
    (
        "Output cannot contain commands.",
        &[
            "no_report_holds_a_command",
            "no_other_command_prints_one",
            "no_comparison_prints_one",
        ],
    ),
    ("CI runners execute", &["no_report_holds_a_command"]),
    (
        "If a configuration prints",
        &[
            "no_report_holds_a_command",
            "no_other_command_prints_one",
            "no_comparison_prints_one",
        ],
    ),
    (
        "In JSON and XML",
        &["what_is_for_a_program_keeps_its_meaning"],
    ),
    (
        "Patches, formatted text",
        &["what_is_for_a_program_keeps_its_meaning"],
    ),
    (
        "A runner reads them",
        &["what_is_for_a_program_keeps_its_meaning"],
    ),
    (
        "Terminals are safe.",
        &[
            "terminals_show_nothing_raw",
            "every_format_is_valid_whatever_it_shows",
        ],
    ),
    (
        "In all output, jobc makes",
        &[
            "terminals_show_nothing_raw",
            "escapes_are_made_visible",
            "names_on_standard_error_are_visible",
        ],
    ),
    ("They are unchanged only", &["programs_get_what_is_there"]),
    ("This concerns patches", &["programs_get_what_is_there"]),
    ("In the header of a patch", &["programs_get_what_is_there"]),
    ("Edits are not lost.", &["every_edit_arrives"]),
    ("The server accepts JSON", &["every_edit_arrives"]),
    (
        "Examples are half",
        &["every_edit_arrives", "addresses_need_not_be_escaped"],
    ),
    (
        "Scarce resources are reported.",
        &["little_address_space_is_an_error_with_words"],
    ),
    (
        "Without enough address space",
        &["little_address_space_is_an_error_with_words"],
    ),
    (
        "If address space is limited",
        &["memory_ends_before_the_address_space_does"],
    ),
    ("Three mechanisms keep", &["every_limit_is_tested"]),
    ("Work is charged.", &["natives_operators_and_statements"]),
    (
        "Statements, built-in functions",
        &["natives_operators_and_statements"],
    ),
    (
        "A list that contains one long string",
        &[
            "natives_operators_and_statements",
            "natives_that_do_not_ask_are_charged",
        ],
    ),
    (
        "Hashing and comparing strings",
        &[
            "hashing_and_comparing_keys_is_charged",
            "integers_cannot_be_made_to_have_one_hash",
        ],
    ),
    (
        "Jobs, JSON and syntax trees",
        &[
            "json_is_bounded_like_configurations",
            "every_construct_is_formatted_within_bounds",
        ],
    ),
    (
        "Strings cannot exceed",
        &[
            "natives_that_do_not_ask_are_charged",
            "a_builder_takes_nothing_over_the_limit",
        ],
    ),
    (
        "A built-in function cannot return",
        &["natives_that_do_not_ask_are_charged"],
    ),
    (
        "A test reads the sources",
        &["whatever_copies_in_a_loop_is_charged"],
    ),
    (
        "A backstop works",
        &["a_check_that_takes_too_much_memory_ends_in_every_format"],
    ),
    ("A thread monitors", &["a_unit_is_over_its_time_or_memory"]),
    (
        "If a file takes more",
        &["a_unit_is_over_its_time_or_memory"],
    ),
    (
        "It ends with `E804`",
        &["a_unit_is_over_its_time_or_memory"],
    ),
    (
        "On Linux it also does",
        &["a_process_that_grows_is_noticed"],
    ),
    (
        "That limit is multiplied",
        &["a_unit_is_over_its_time_or_memory"],
    ),
    (
        "Both name the file",
        &[
            "a_check_that_takes_too_much_memory_ends_in_every_format",
            "a_check_ends_with_a_finding_in_every_format",
        ],
    ),
    (
        "The run reports nothing else.",
        &["a_check_ends_with_a_finding_in_every_format"],
    ),
    (
        "`jobc server` consists",
        &["a_process_that_is_killed_is_replaced"],
    ),
    (
        "The one connected",
        &["a_process_that_is_killed_is_replaced"],
    ),
    (
        "If the worker exceeds",
        &["a_process_that_is_killed_is_replaced"],
    ),
    (
        "The offending text",
        &["a_text_that_takes_too_much_is_left_out_until_it_changes"],
    ),
    (
        "Work on an old text",
        &["a_newer_text_ends_the_work_on_an_older_one"],
    ),
    (
        "Operations that cannot",
        &[
            "operations_on_huge_integers_are_refused",
            "natives_operators_and_statements",
        ],
    ),
    (
        "A regular expression match",
        &["a_match_that_may_take_long_is_not_begun"],
    ),
    (
        "jobc rejects it if",
        &["a_match_that_may_take_long_is_not_begun"],
    ),
    (
        "These limits are fixed:",
        &["fixed_limits_are_those_of_the_page"],
    ),
];

/// The sentences of the part of the page that promises something.
fn sentences() -> Vec<String> {
    let page = include_str!("../../../docs/security.md");
    let between = |from: &str, to: &str| {
        let (_, rest) = page.split_once(from).expect("a section");
        rest.split_once(to).expect("a section").0
    };
    let parts = [
        between("## What is promised", "## What is not promised"),
        &format!(
            "Three mechanisms keep{}",
            between("Three mechanisms keep", "These limits are fixed:")
        ),
        "These limits are fixed:",
    ];
    let mut found = Vec::new();
    for part in parts {
        for block in part.replace("\n- ", "\n\n").split("\n\n") {
            let text = block.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = text.trim_start_matches("- ").replace("**", "");
            found.extend(text.split_inclusive(". ").map(|it| it.trim().to_owned()));
        }
    }
    found.retain(|it| !it.is_empty());
    found
}

fn tests(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            tests(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source");
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            for (index, line) in lines.iter().enumerate() {
                let attributes = lines[..index]
                    .iter()
                    .rev()
                    .take_while(|it| it.starts_with("#["));
                let is_test = attributes.clone().any(|it| *it == "#[test]");
                if let (true, Some(rest)) = (is_test, line.strip_prefix("fn ")) {
                    found.insert(rest.split('(').next().unwrap_or_default().to_owned());
                }
            }
        }
    }
}

#[test]
fn every_promise_has_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut known = BTreeSet::new();
    tests(&root.join("tests/it"), &mut known);
    tests(&root.join("src"), &mut known);
    let sentences = sentences();
    assert!(sentences.len() > 80, "{}", sentences.len());
    let untested: Vec<&String> = sentences
        .iter()
        .filter(|it| !PROMISES.iter().any(|(start, _)| it.starts_with(start)))
        .collect();
    assert!(untested.is_empty(), "no tests are named for {untested:#?}");
    for (start, names) in PROMISES {
        assert!(
            sentences.iter().any(|it| it.starts_with(start)),
            "not on the page: {start}"
        );
        assert!(!names.is_empty(), "{start}");
        for name in *names {
            assert!(known.contains(*name), "{start}: there is no test `{name}`");
        }
    }
}
