//! Translations: Fluent bundles, one per language, from the `.ftl` files that the pages' owner embeds.

use std::collections::BTreeSet;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use kernel::Locale;
use unic_langid::{LanguageIdentifier, langid};

use super::Embedded;
use super::engine::PageError;
use super::number::Numbers;

/// What a missing text does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The page shows `⟦key⟧`: visible to whoever looks, fatal to nobody.
    Shown,
    /// Rendering fails: what tests want.
    Refused,
}

/// All texts in all languages.
pub struct Translations {
    bundles: Vec<(Locale, FluentBundle<FluentResource>)>,
    pub missing: Missing,
}

impl Translations {
    /// Reads every `<language>/**.ftl`; a key given twice or a file that does not parse is an error that names the file.
    pub fn load(files: Embedded, missing: Missing) -> Result<Translations, PageError> {
        let mut paths = (files.list)();
        paths.sort();
        let mut bundles = Vec::new();
        for locale in Locale::ALL {
            let mut bundle = FluentBundle::new_concurrent(vec![language(locale)]);
            // The marks that isolate directions are for mixed scripts; here they would only end up in copied texts.
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(match locale {
                Locale::It => |value, _| grouped(Locale::It, value),
                Locale::En => |value, _| grouped(Locale::En, value),
            }));
            let prefix = format!("{locale}/");
            for path in paths.iter().filter(|path| path.starts_with(&prefix) && path.ends_with(".ftl")) {
                let bytes = (files.get)(path).ok_or_else(|| PageError::Translation(format!("{path} cannot be read")))?;
                bundle
                    .add_resource(resource(path, &bytes)?)
                    .map_err(|errors| PageError::Translation(format!("{path}: {errors:?}")))?;
            }
            bundles.push((locale, bundle));
        }
        Ok(Translations { bundles, missing })
    }

    /// The text of a key, or none when the language has no such key.
    pub fn text(&self, locale: Locale, key: &str, arguments: Option<&FluentArgs<'_>>) -> Option<Result<String, PageError>> {
        let bundle = self.bundle(locale)?;
        let pattern = bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, arguments, &mut errors).into_owned();
        if errors.is_empty() || self.missing == Missing::Shown {
            return Some(Ok(text));
        }
        Some(Err(PageError::Translation(format!("{locale} {key}: {errors:?}"))))
    }

    /// The text of a key; what happens without one is [`Missing`]'s to say.
    pub fn translate(&self, locale: Locale, key: &str, arguments: Option<&FluentArgs<'_>>) -> Result<String, PageError> {
        match (self.text(locale, key, arguments), self.missing) {
            (Some(text), _) => text,
            (None, Missing::Shown) => Ok(format!("⟦{key}⟧")),
            (None, Missing::Refused) => Err(PageError::Translation(format!("{locale} has no text for {key}"))),
        }
    }

    /// The text of a key whose plural follows `$count`, given as plain decimal text.
    pub fn counted(&self, locale: Locale, key: &str, count: &str) -> Option<String> {
        let mut arguments = FluentArgs::new();
        arguments.set("count", FluentValue::try_number(count));
        self.text(locale, key, Some(&arguments)).and_then(Result::ok)
    }

    /// Every key of a language, for the test that compares languages.
    pub fn keys(files: Embedded, locale: Locale) -> Result<BTreeSet<String>, PageError> {
        let prefix = format!("{locale}/");
        let mut keys = BTreeSet::new();
        for path in (files.list)().into_iter().filter(|path| path.starts_with(&prefix) && path.ends_with(".ftl")) {
            let bytes = (files.get)(&path).unwrap_or_default();
            let resource = resource(&path, &bytes)?;
            keys.extend(message_keys(resource.source()));
        }
        Ok(keys)
    }

    fn bundle(&self, locale: Locale) -> Option<&FluentBundle<FluentResource>> {
        self.bundles.iter().find(|(own, _)| *own == locale).map(|(_, bundle)| bundle)
    }
}

fn resource(path: &str, bytes: &[u8]) -> Result<FluentResource, PageError> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    FluentResource::try_new(text).map_err(|(_, errors)| PageError::Translation(format!("{path}: {errors:?}")))
}

/// The keys of messages: lines that begin with a name and ` =`. (Terms, comments and continued lines begin otherwise.)
fn message_keys(source: &str) -> Vec<String> {
    let is_name = |key: &str| key.starts_with(|first: char| first.is_ascii_alphabetic());
    source
        .lines()
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key)
        .filter(|key| is_name(key))
        .map(str::to_owned)
        .collect()
}

fn language(locale: Locale) -> LanguageIdentifier {
    match locale {
        Locale::It => langid!("it-IT"),
        Locale::En => langid!("en-GB"),
    }
}

/// Numbers inside texts, grouped as the language does.
fn grouped(locale: Locale, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(Numbers::new(locale).decimal(&number.as_string())),
        _ => None,
    }
}
