//! Input taken in once, field by field: what is not acceptable is collected, so that the caller learns of all of it at once.

use kernel::{FieldFault, TextError};

use crate::AccountsError;

/// The faults found so far, and the words before each field's name (`sites[0].`).
#[derive(Debug, Default)]
pub(crate) struct Fields {
    faults: Vec<FieldFault>,
    prefix: String,
}

impl Fields {
    pub fn new() -> Fields {
        Fields::default()
    }

    pub fn within(prefix: impl Into<String>) -> Fields {
        Fields { faults: Vec::new(), prefix: prefix.into() }
    }

    pub fn fault(&mut self, field: &str, code: &'static str, message: &str) {
        self.faults.push(FieldFault::new(format!("{}{field}", self.prefix), code, message));
    }

    fn taken(&mut self, field: &str, outcome: Result<String, TextError>) -> String {
        match outcome {
            Ok(text) => text,
            Err(error) => {
                self.faults.push(error.at(format!("{}{field}", self.prefix)));
                String::new()
            }
        }
    }

    /// One line that must be there.
    pub fn line(&mut self, field: &str, text: &str, most: usize) -> String {
        self.taken(field, kernel::line(text, most))
    }

    /// One line that may be absent; blank is absent.
    pub fn optional_line(&mut self, field: &str, text: Option<&str>, most: usize) -> Option<String> {
        let text = text.filter(|text| !text.trim().is_empty())?;
        Some(self.line(field, text, most))
    }

    /// A business code: an account's number, a site's code.
    pub fn code(&mut self, field: &str, text: &str) -> String {
        self.taken(field, kernel::code(text))
    }

    pub fn optional_code(&mut self, field: &str, text: Option<&str>) -> Option<String> {
        let text = text.filter(|text| !text.trim().is_empty())?;
        Some(self.code(field, text))
    }

    /// An ISO 3166-1 alpha-2 country, or one of [`EXTRA_COUNTRIES`]. A typo must not pass: goods to an unknown country
    /// would be exported free of VAT.
    pub fn country(&mut self, field: &str, text: &str) -> String {
        let text = text.trim().to_ascii_uppercase();
        let code = match text.as_str() {
            // What the European Union calls them, and no other country is called so.
            "EL" => "GR",
            "UK" => "GB",
            other => other,
        };
        if !EXTRA_COUNTRIES.contains(&code) && !is_iso_country(code) {
            self.fault(field, "not_a_country", "must be a two-letter country code of ISO 3166 such as IT");
        }
        code.to_owned()
    }

    /// A VAT identification number with its country prefix, separators removed: `IT01234567890`.
    pub fn vat_id(&mut self, field: &str, text: Option<&str>) -> Option<String> {
        let text = text.filter(|text| !text.trim().is_empty())?;
        let compact: String =
            text.chars().filter(|character| !" .-".contains(*character)).collect::<String>().to_ascii_uppercase();
        let (prefix, rest) = compact.split_at_checked(2).unwrap_or((compact.as_str(), ""));
        let plausible = prefix.bytes().all(|byte| byte.is_ascii_uppercase())
            && (2..=13).contains(&rest.len())
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+*".contains(&byte));
        if !plausible {
            self.fault(field, "not_a_vat_id", "must be a VAT number with its country prefix, such as IT01234567890");
        }
        Some(compact)
    }

    /// An e-mail address, lower-cased: addresses tell people apart regardless of case.
    pub fn email(&mut self, field: &str, text: &str) -> String {
        let text = self.line(field, text, 254).to_lowercase();
        if !text.is_empty() && !is_email(&text) {
            self.fault(field, "not_an_email", "must be an e-mail address such as name@company.example");
        }
        text
    }

    /// All that was found, or the way free.
    pub fn done(self) -> Result<(), AccountsError> {
        if self.faults.is_empty() { Ok(()) } else { Err(AccountsError::Invalid(self.faults)) }
    }

    #[cfg(test)]
    pub fn into_faults(self) -> Vec<FieldFault> {
        self.faults
    }
}

/// Codes outside ISO 3166 that trade needs: Northern Ireland, which is the European Union's for goods, and Kosovo.
const EXTRA_COUNTRIES: [&str; 2] = ["XI", "XK"];

/// Whether ISO 3166-1 assigns this code to a country.
fn is_iso_country(code: &str) -> bool {
    // The list also knows an empty code, for no country.
    code.len() == 2 && code.parse::<iso_country::Country>().is_ok()
}

/// Whether a text from outside can be looked for at all. Control characters are in no stored text, and PostgreSQL refuses
/// the zero byte even in a question.
pub(crate) fn is_searchable(text: &str) -> bool {
    !text.chars().any(char::is_control)
}

/// What mail servers take without quoting: one `@`, a local part of atoms, a domain of labels with at least one dot.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let atom = |part: &str| {
        !part.is_empty() && part.chars().all(|character| character.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(character))
    };
    let label = |part: &str| {
        !part.is_empty()
            && part.len() <= 63
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(|character| character.is_alphanumeric() || character == '-')
    };
    local.len() <= 64 && local.split('.').all(atom) && domain.contains('.') && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (text, fine) in [
            ("anna.rossi@rossi.example", true),
            ("Anna+po@Rossi.Example", true),
            ("à@città.example", true),
            ("anna@localhost", false),
            ("anna@@rossi.example", false),
            ("anna rossi@rossi.example", false),
            (".anna@rossi.example", false),
            ("anna@-rossi.example", false),
            ("@rossi.example", false),
            ("", false),
        ] {
            let mut fields = Fields::new();
            fields.email("email", text);
            assert_eq!(fields.done().is_ok(), fine, "{text}");
        }
    }

    #[test]
    fn vat_numbers_lose_their_separators() {
        for (text, wanted) in [("it 012.3456-7890", Some("IT01234567890")), ("  ", None), ("ATU12345678", Some("ATU12345678"))] {
            let mut fields = Fields::new();
            assert_eq!(fields.vat_id("vat_id", Some(text)).as_deref(), wanted);
            fields.done().unwrap();
        }
        for text in ["1234567890", "I", "ITÀ12345", "IT1"] {
            let mut fields = Fields::within("account.");
            fields.vat_id("vat_id", Some(text));
            assert_eq!(fields.into_faults()[0].field, "account.vat_id", "{text}");
        }
    }

    #[test]
    fn countries_are_those_of_the_world() {
        for (text, wanted) in [
            (" it ", Some("IT")),
            ("EL", Some("GR")),
            ("uk", Some("GB")),
            ("XI", Some("XI")),
            ("XK", Some("XK")),
            ("SS", Some("SS")),
            ("ZW", Some("ZW")),
            ("ZZ", None),
            ("EU", None),
            ("AA", None),
            ("ITA", None),
            ("", None),
            ("I1", None),
            ("ÀÀ", None),
        ] {
            let mut fields = Fields::new();
            let code = fields.country("country", text);
            let faults = fields.into_faults();
            match wanted {
                Some(wanted) => assert_eq!((code.as_str(), faults.len()), (wanted, 0), "{text}"),
                None => assert_eq!(faults[0].code, "not_a_country", "{text}"),
            }
        }
        // Every country that Europe's tax offices know is one.
        for code in [
            "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "LI", "LT", "LU",
            "LV", "MC", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "SM", "VA",
        ] {
            assert!(is_iso_country(code), "{code}");
        }
    }

    #[test]
    fn all_faults_come_at_once() {
        let mut fields = Fields::new();
        fields.line("name", " ", 10);
        fields.country("country", "Italy");
        fields.code("number", "a b");
        fields.optional_line("province", Some("\u{7}"), 5);
        let AccountsError::Invalid(faults) = fields.done().unwrap_err() else { panic!() };
        assert_eq!(
            faults.iter().map(|fault| fault.code).collect::<Vec<_>>(),
            ["empty", "not_a_country", "not_a_code", "control_characters"]
        );
    }
}
