//! "Did you mean": other spellings of words that no product has.

use kernel::Locale;

use super::code;
use super::error::EngineError;
use super::plan::Plan;
use super::schema::Fields;
use super::snapshot::Snapshot;

/// Spellings offered.
const MOST: usize = 3;

/// The query with its unknown words replaced by the nearest words of product names.
pub(super) fn suggestions(
    snapshot: &Snapshot,
    fields: &Fields,
    text: &str,
    locale: Locale,
    plan: &Plan,
) -> Result<Vec<String>, EngineError> {
    let mut lines = vec![String::new()];
    let mut from = 0;
    let mut respelled = false;
    for word in &plan.words {
        if word.known || code::has_digit(&word.text) || word.start < from {
            continue;
        }
        let near = nearest(snapshot, fields, &word.text, locale)?;
        if near.is_empty() {
            continue;
        }
        respelled = true;
        let kept = &text[from..word.start];
        // Several unknown words are replaced together; only the first offers a choice.
        let choices = if lines.len() > 1 { 1 } else { near.len() };
        lines = lines
            .iter()
            .flat_map(|line| near.iter().take(choices).map(move |choice| format!("{line}{kept}{choice}")))
            .take(MOST)
            .collect();
        from = word.end;
    }
    if !respelled {
        return Ok(Vec::new());
    }
    Ok(lines.into_iter().map(|line| format!("{line}{}", &text[from..])).collect())
}

/// Words one slip away, else two, in the caller's language first.
fn nearest(snapshot: &Snapshot, fields: &Fields, word: &str, locale: Locale) -> Result<Vec<String>, EngineError> {
    let letters = word.chars().count();
    if !(4..=40).contains(&letters) {
        return Ok(Vec::new());
    }
    let distances: &[u8] = if letters >= 6 { &[1, 2] } else { &[1] };
    for distance in distances {
        let mut near = Vec::new();
        let mut languages: Vec<_> = fields.local.iter().collect();
        languages.sort_by_key(|local| local.locale != locale);
        for local in languages {
            near.extend(snapshot.near(local.words, word, *distance, MOST)?.into_iter().map(|(term, _)| term));
        }
        near.dedup();
        near.truncate(MOST);
        if !near.is_empty() {
            return Ok(near);
        }
    }
    Ok(Vec::new())
}
