//! Texts per language with fallback, and words kept once in memory.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use kernel::Locale;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A language that catalogue texts may come in: an ISO 639-1 code. There are more of these than languages of pages.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language([u8; 2]);

impl Language {
    pub const IT: Language = Language(*b"it");
    pub const EN: Language = Language(*b"en");

    /// Reads the first part of a language tag: `it`, `it-IT`, `zh_cht`.
    pub fn parse(tag: &str) -> Option<Language> {
        let first = tag.trim().split(['-', '_']).next()?.as_bytes();
        let [one, two] = first else { return None };
        let letters = one.is_ascii_alphabetic() && two.is_ascii_alphabetic();
        letters.then(|| Language([one.to_ascii_lowercase(), two.to_ascii_lowercase()]))
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl From<Locale> for Language {
    fn from(locale: Locale) -> Language {
        match locale {
            Locale::It => Language::IT,
            Locale::En => Language::EN,
        }
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Language, D::Error> {
        let tag = String::deserialize(deserializer)?;
        Language::parse(&tag).ok_or_else(|| serde::de::Error::custom("not a language code"))
    }
}

/// One text in some languages, at most one per language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts(Box<[(Language, Box<str>)]>);

impl Texts {
    /// A later text of the same language takes the place of an earlier one; empty texts are left out.
    pub fn new<Text: Into<String>>(texts: impl IntoIterator<Item = (Language, Text)>) -> Texts {
        let mut kept: Vec<(Language, Box<str>)> = Vec::new();
        for (language, text) in texts {
            let text: String = text.into();
            if text.is_empty() {
                continue;
            }
            let text = text.into_boxed_str();
            match kept.iter_mut().find(|(other, _)| *other == language) {
                Some((_, earlier)) => *earlier = text,
                None => kept.push((language, text)),
            }
        }
        Texts(kept.into_boxed_slice())
    }

    /// The two languages of the pages.
    pub fn it_en(it: &str, en: &str) -> Texts {
        Texts::new([(Language::IT, it), (Language::EN, en)])
    }

    /// In this language, else in English, else in whichever there is.
    pub fn get(&self, language: impl Into<Language>) -> Option<&str> {
        self.exactly(language.into()).or_else(|| self.exactly(Language::EN)).or_else(|| self.0.first().map(|(_, text)| &**text))
    }

    /// In this language or not at all.
    pub fn exactly(&self, language: Language) -> Option<&str> {
        self.0.iter().find(|(other, _)| *other == language).map(|(_, text)| &**text)
    }

    pub fn iter(&self) -> impl Iterator<Item = (Language, &str)> {
        self.0.iter().map(|(language, text)| (*language, &**text))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// These texts, with those of `other` put in place of, or beside, the ones here.
    pub fn overlaid(&self, other: &Texts) -> Texts {
        Texts::new(self.iter().chain(other.iter()))
    }
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Texts, D::Error> {
        struct InOrder;
        impl<'de> serde::de::Visitor<'de> for InOrder {
            type Value = Texts;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("texts by language")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Texts, A::Error> {
                let mut texts: Vec<(Language, String)> = Vec::with_capacity(2);
                while let Some(entry) = map.next_entry()? {
                    texts.push(entry);
                }
                Ok(Texts::new(texts))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

impl utoipa::PartialSchema for Texts {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        BTreeMap::<String, String>::schema()
    }
}

impl utoipa::ToSchema for Texts {
    fn name() -> std::borrow::Cow<'static, str> {
        "Texts".into()
    }
}

/// A text that many products share (a brand, a colour), kept once; one machine word wide.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word(Arc<Box<str>>);

impl Word {
    pub fn new(text: &str) -> Word {
        Word(Arc::new(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Word {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Word {
    fn from(text: &str) -> Word {
        Word::new(text)
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), formatter)
    }
}

impl fmt::Display for Word {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self)
    }
}

impl Serialize for Word {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}
