use super::run;
use crate::diagnostic::codes;

/// The two programs of a page: the wrong one and the corrected one.
fn examples(page: &str) -> Vec<String> {
    let fenced = page.split("```python\n").skip(1);
    let texts = fenced.filter_map(|rest| rest.split("```").next());
    texts
        .map(|text| {
            let lines = text
                .lines()
                .map(|line| line.strip_prefix(' ').unwrap_or(line));
            lines.map(|line| format!("{line}\n")).collect()
        })
        .collect()
}

#[test]
fn the_example_of_every_page_shows_its_error_and_no_other() {
    for code in codes::eval::ALL {
        let programs = examples(code.page);
        let [wrong, right] = &programs[..] else {
            panic!("{} needs two examples", code.code);
        };
        let found: Vec<String> = run(wrong)
            .report
            .lines()
            .filter_map(|line| line.split_once(' '))
            .map(|(code, _)| code.to_owned())
            .filter(|code| !code.is_empty())
            .collect();
        assert_eq!(found, [code.code], "{wrong}");
        assert_eq!(run(right).report, "", "{right}");
    }
}
