//! What doc strings of structs say of their attributes.

/// What a struct's doc string says of the struct as a whole: all but the lines about attributes.
pub fn struct_documentation(documentation: &str) -> String {
    let lines = documentation.trim().lines().map(str::trim);
    let kept: Vec<&str> = lines
        .filter(|line| split_attribute(line).is_none())
        .collect();
    kept.join("\n").trim().to_owned()
}

/// What a struct's doc string says of an attribute: the rest of the line that starts with its name and a colon.
///
/// The standard library is written that way, and a site's own structs may be.
pub fn attribute_documentation<'a>(documentation: &'a str, attribute: &str) -> Option<&'a str> {
    documentation
        .lines()
        .filter_map(|line| split_attribute(line.trim()))
        .find(|(name, _)| *name == attribute)
        .map(|(_, text)| text)
}

fn split_attribute(line: &str) -> Option<(&str, &str)> {
    let (name, text) = line.split_once(": ")?;
    let is_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RESOURCES: &str = "What a task may use.\n\n  cpu: cores: whole ones\n  ram: bytes\n  ";

    #[test]
    fn attributes_are_found_by_name() {
        assert_eq!(
            attribute_documentation(RESOURCES, "cpu"),
            Some("cores: whole ones")
        );
        assert_eq!(attribute_documentation(RESOURCES, "ram"), Some("bytes"));
        assert_eq!(attribute_documentation(RESOURCES, "am"), None);
        assert_eq!(attribute_documentation("", "ram"), None);
    }

    #[test]
    fn the_rest_is_about_the_struct() {
        assert_eq!(struct_documentation(RESOURCES), "What a task may use.");
        let sentence = "Names such as this: kept.\nSecond line.";
        assert_eq!(struct_documentation(sentence), sentence);
    }
}
