//! Numbers, amounts and quantities as a language writes them. Works on decimal text all the way: no float ever holds an amount.

use fixed_decimal::Decimal;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::DecimalFormatterOptions;
use kernel::{Currency, Locale, Unit};

use super::translate::Translations;

/// No-break space: keeps a number and its unit on one line.
const NO_BREAK: char = '\u{a0}';

/// Writes numbers in one language.
pub struct Numbers {
    locale: Locale,
    /// Absent only if the Unicode data for the language were missing from the binary; numbers then stay plain.
    decimal: Option<DecimalFormatter>,
}

impl Numbers {
    pub fn new(locale: Locale) -> Numbers {
        // Italian prose groups from ten thousand on, and so does the data for Italian; price lists and invoices group
        // always. German writes the same signs (1.234,50) and groups always: its data stands in.
        let signs = match locale {
            Locale::It => icu_locale_core::locale!("de-DE"),
            Locale::En => icu_locale(locale),
        };
        let decimal = DecimalFormatter::try_new(signs.into(), DecimalFormatterOptions::default()).ok();
        Numbers { locale, decimal }
    }

    /// A plain decimal (`1234.50`) with this language's separators (`1.234,50`); every decimal that came in is kept.
    /// Text that is no plain decimal comes back as it is.
    pub fn decimal(&self, plain: &str) -> String {
        match (plain.parse::<Decimal>(), &self.decimal) {
            (Ok(number), Some(formatter)) => formatter.format(&number).to_string(),
            _ => plain.to_owned(),
        }
    }

    /// An amount with its currency's sign: `1.234,50 €` in Italian, `€1,234.50` in English.
    pub fn money(&self, amount: &str, currency: &str) -> String {
        let symbol = Currency::parse(currency).map(Currency::symbol).unwrap_or_else(|_| currency.to_owned());
        let number = self.decimal(amount);
        match self.locale {
            Locale::It => format!("{number}{NO_BREAK}{symbol}"),
            Locale::En => {
                let (sign, magnitude) = match number.strip_prefix('-') {
                    Some(rest) => ("-", rest),
                    None => ("", number.as_str()),
                };
                // A sign made of letters (CHF) needs air; a drawn one (€, $) sits tight.
                let gap = if symbol.chars().all(char::is_alphabetic) { NO_BREAK.to_string() } else { String::new() };
                format!("{sign}{symbol}{gap}{magnitude}")
            }
        }
    }

    /// A percentage: `22 %` in Italian, `22%` in English.
    pub fn percent(&self, plain: &str) -> String {
        match self.locale {
            Locale::It => format!("{}{NO_BREAK}%", self.decimal(plain)),
            Locale::En => format!("{}%", self.decimal(plain)),
        }
    }

    /// A quantity with its unit: `25 pz`, `10,5 m`.
    pub fn quantity(&self, value: &str, unit: &str, translations: &Translations) -> String {
        let sign = unit_sign(self.locale, unit, value, translations);
        format!("{}{NO_BREAK}{sign}", self.decimal(value))
    }
}

/// The sign of a unit in a language. Units that are words (pieces, pairs) are translated under `unit-<code>` with their
/// plural; the others have one international sign.
pub fn unit_sign(locale: Locale, unit: &str, count: &str, translations: &Translations) -> String {
    let key = format!("unit-{unit}");
    if let Some(word) = translations.counted(locale, &key, count) {
        return word;
    }
    Unit::parse(unit).map(|unit| unit.symbol().to_owned()).unwrap_or_else(|_| unit.to_owned())
}

/// The Unicode locale behind a language: English is Europe's English, with days before months.
pub(super) fn icu_locale(locale: Locale) -> icu_locale_core::Locale {
    match locale {
        Locale::It => icu_locale_core::locale!("it-IT"),
        Locale::En => icu_locale_core::locale!("en-GB"),
    }
}
