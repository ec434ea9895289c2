//! A form as it came: names and values, in order, some of them several times.

use axum::extract::{FromRequest, Request};
use kernel::{AmountError, Currency, Date, FieldFault, Locale, Money, Quantity, Unit, Version};
use web::{Form, Problem};

/// The fields of a posted form.
#[derive(Debug, Clone, Default)]
pub struct FormData(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for FormData {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<FormData, Problem> {
        let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, state).await?;
        Ok(FormData(pairs))
    }
}

impl FormData {
    pub fn new(pairs: Vec<(String, String)>) -> FormData {
        FormData(pairs)
    }

    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// A field, trimmed; empty when it did not come.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value.trim())
    }

    /// A field as it came, for passwords and pasted blocks.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value.as_str())
    }

    /// A field that may be left empty.
    pub fn optional(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// Whether a checkbox is ticked.
    pub fn is_ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// The version of the row that the form was made from.
    pub fn version(&self) -> Result<Version, Problem> {
        self.text("version").parse().map_err(|_| Problem::malformed("the form has lost the version that it was made from"))
    }

    /// An amount as people of a language write it: `1.250,50` or `1250.50`. Empty is none.
    pub fn money(&self, name: &str, currency: Currency, locale: Locale) -> Result<Option<Money>, FieldFault> {
        let Some(text) = self.optional(name) else { return Ok(None) };
        Money::parse(&plain_decimal(&text, locale), currency).map(Some).map_err(|error| decimal_fault(name, &error))
    }

    /// A quantity in a unit, as people of a language write it.
    pub fn quantity(&self, name: &str, unit: Unit, locale: Locale) -> Result<Quantity, FieldFault> {
        Quantity::parse(&plain_decimal(self.text(name), locale), unit).map_err(|error| decimal_fault(name, &error))
    }

    /// A day; empty is none.
    pub fn date(&self, name: &str) -> Result<Option<Date>, FieldFault> {
        let Some(text) = self.optional(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| FieldFault::new(name, "not_a_date", "is not a date"))
    }
}

fn decimal_fault(name: &str, error: &AmountError) -> FieldFault {
    FieldFault::new(name, "not_decimal", error.to_string())
}

/// A plain decimal as a person of a language would type it: for what stands in an input at first.
pub(crate) fn typed_decimal(plain: &str, locale: Locale) -> String {
    match locale {
        Locale::It => plain.replace('.', ","),
        Locale::En => plain.to_owned(),
    }
}

/// What a person typed, as plain decimal. Both signs may stand for thousands in one language and decimals in the other;
/// with one sign only, the language decides: `1.250` is 1250 in Italian, 1.25 in English. Three digits must follow a sign
/// of thousands and one to three stand before it, the first not a zero: `12.5`, `0.125` and `1234.567` typed by an Italian
/// still mean what an engineer means by them.
pub(crate) fn plain_decimal(text: &str, locale: Locale) -> String {
    let compact: String = text.chars().filter(|character| !character.is_whitespace() && *character != '\'').collect();
    let (point, group) = match (compact.rfind(','), compact.rfind('.'), locale) {
        (Some(comma), Some(dot), _) if comma > dot => (',', '.'),
        (Some(_), Some(_), _) => ('.', ','),
        (_, _, Locale::It) => (',', '.'),
        (_, _, Locale::En) => ('.', ','),
    };
    let groups: Vec<&str> = compact.split(point).next().unwrap_or("").split(group).collect();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.first().map_or("", |first| first.trim_start_matches('-'));
    let leads = (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0');
    let grouped = groups.len() > 1 && leads && groups.iter().skip(1).all(|part| part.len() == 3 && digits(part));
    if groups.len() > 1 && !grouped {
        // The other language's decimal sign, typed where ours was expected.
        return compact.replace(group, ".");
    }
    let plain: String = compact.chars().filter(|character| *character != group).collect();
    plain.replace(point, ".")
}
