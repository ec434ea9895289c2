//! Texts as they are searched.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents: `Fonderìe Müller-Groß` becomes `fonderie muller-gross`.
///
/// Databases fold differently (SQLite knows the case of ASCII letters only, PostgreSQL's depends on its locale). What is
/// searched is folded by this once, when it is written, and compared byte by byte, so that all find alike.
pub fn folded(text: &str) -> String {
    // Upper case first: it takes a few letters apart that have no other form, such as ß.
    text.to_uppercase().to_lowercase().nfkd().filter(|character| !is_combining_mark(*character)).collect()
}

/// The pattern of SQL's `LIKE … ESCAPE '\\'` for folded texts that hold what a person typed, somewhere.
pub fn searched(typed: &str) -> String {
    let mut pattern = String::with_capacity(typed.len() + 2);
    pattern.push('%');
    for character in folded(typed.trim()).chars() {
        if matches!(character, '\\' | '%' | '_') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_case_and_accents() {
        for (text, wanted) in [
            ("Fonderìe MÜLLER-Groß", "fonderie muller-gross"),
            ("ČSAD Šumava", "csad sumava"),
            ("Ｆｕｌｌ ﬁne", "full fine"),
            ("ΟΔΌΣ", folded("οδός").as_str()),
            ("100% a_b\\", "100% a_b\\"),
        ] {
            assert_eq!(folded(text), wanted);
        }
    }

    #[test]
    fn a_wildcard_is_a_letter_like_any_other() {
        assert_eq!(searched(" 100% À_b\\ "), r"%100\% a\_b\\%");
    }
}
