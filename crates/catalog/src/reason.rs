//! Why a row or a draft was not taken: a sentence in English for lists, and codes with their values for pages, which say it in
//! the reader's language.

use std::fmt;

use kernel::{AmountError, FieldFault, TextError};

/// Why something was not taken; of a row with several faults, all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// For people, in English, with the fields named.
    text: String,
    /// What is wrong, one by one.
    pub faults: Vec<ReasonFault>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonFault {
    /// The field, or the attribute's code; empty when it is about the row as a whole.
    pub field: String,
    /// Stable: `not_a_number`.
    pub code: &'static str,
    /// Named values that the words speak of.
    pub arguments: Vec<(&'static str, String)>,
    /// In English, for a code that a page has no words for.
    pub message: String,
}

impl Reason {
    /// One fault; `text` is a whole sentence in English.
    pub fn new(code: &'static str, text: impl Into<String>) -> Reason {
        let text = text.into();
        let fault = ReasonFault { field: String::new(), code, arguments: Vec::new(), message: text.clone() };
        Reason { text, faults: vec![fault] }
    }

    /// A field that must be there and is not.
    pub fn missing(field: &str) -> Reason {
        Reason::new("missing", format!("{field} is missing")).of(field)
    }

    /// A value that cannot be what it should be: `"1,5" is not a number`.
    pub fn unfit(code: &'static str, value: &str, what: &str) -> Reason {
        Reason::new(code, format!("{value:?} {what}")).with("value", value)
    }

    /// A part number that nothing goes by.
    pub fn no_product(sku: &str) -> Reason {
        Reason::new("no_product", format!("there is no product {sku:?}")).with("sku", sku)
    }

    /// A quantity or an amount that cannot be read.
    pub fn amount(error: &AmountError, value: &str) -> Reason {
        let code = match error {
            AmountError::NotDecimal(_) => "not_decimal",
            AmountError::TooPrecise => "too_precise",
            AmountError::Overflow => "too_large",
            AmountError::UnknownCurrency(_) => "unknown_currency",
            AmountError::UnknownUnit(_) => "unknown_unit",
            AmountError::Mixed { .. } => "other_unit",
        };
        Reason::new(code, error.to_string()).with("value", value)
    }

    /// A text that is none; the words name the field without a colon.
    pub fn text(error: TextError, field: &str) -> Reason {
        Reason::faults(&[error.at(field)])
    }

    /// Faults of a draft's fields, in one line.
    pub fn faults(faults: &[FieldFault]) -> Reason {
        let each: Vec<String> = faults.iter().map(|fault| format!("{} {}", fault.field, fault.message)).collect();
        let fault = |fault: &FieldFault| ReasonFault {
            field: fault.field.clone(),
            code: fault.code,
            arguments: Vec::new(),
            message: fault.message.clone(),
        };
        Reason { text: each.join("; "), faults: faults.iter().map(fault).collect() }
    }

    /// What the words speak of.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Reason {
        if let Some(fault) = self.faults.last_mut() {
            fault.arguments.push((name, value.into()));
        }
        self
    }

    /// Names the field that it is about; the English sentence names it already.
    pub fn of(mut self, field: &str) -> Reason {
        for fault in self.faults.iter_mut().filter(|fault| fault.field.is_empty()) {
            field.clone_into(&mut fault.field);
        }
        self
    }

    /// Names the field that it is about, in the English sentence too.
    pub fn at(mut self, field: &str) -> Reason {
        self.text = format!("{field}: {}", self.text);
        self.of(field)
    }

    /// What belongs to a product that itself was taken.
    pub fn partly(self) -> Reason {
        let words = "the product is written, but not all that belongs to it";
        let mut whole = Reason::new("partly", words);
        whole.text = format!("{words}: {}", self.text);
        whole.faults.extend(self.faults);
        whole
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// Of rooms whose rows no page reads.
impl From<String> for Reason {
    fn from(text: String) -> Reason {
        Reason::new("other", text)
    }
}

impl From<&str> for Reason {
    fn from(text: &str) -> Reason {
        Reason::new("other", text)
    }
}

impl From<Reason> for String {
    fn from(reason: Reason) -> String {
        reason.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_a_sentence_and_codes() {
        let number = Reason::unfit("not_a_number", "1,5", "is not a number").at("weight");
        assert_eq!(number.to_string(), "weight: \"1,5\" is not a number");
        let fault = &number.faults[0];
        assert_eq!(
            (fault.field.as_str(), fault.code, fault.arguments.as_slice()),
            ("weight", "not_a_number", [("value", "1,5".to_owned())].as_slice())
        );
        assert_eq!(Reason::missing("sku").to_string(), "sku is missing");
        let both = [FieldFault::new("sku", "empty", "must not be empty"), FieldFault::new("gtin", "not_a_gtin", "is no GTIN")];
        let both = Reason::faults(&both).partly();
        assert_eq!(
            both.to_string(),
            "the product is written, but not all that belongs to it: sku must not be empty; gtin is no GTIN"
        );
        assert_eq!(both.faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["partly", "empty", "not_a_gtin"]);
    }
}
