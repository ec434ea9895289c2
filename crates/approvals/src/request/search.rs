//! The text by which requests are searched: folded once, when it is written, so that both engines find alike.

use kernel::folded;
use sea_orm::{ConnectionTrait, DbErr};
use store::fill_search_texts;

/// As many letters of a request are searched.
const MOST: usize = 4_000;

/// Marks for programs, which nobody searches for: of a digest's letters and figures any short text is a part.
const MARKS: [&str; 2] = ["digest", "partial"];

/// What a request is found by: who asked, who has decided, and what the asking room calls it. The summary is the subject's own affair, so
/// each of its texts counts, but for marks, for what stands in lists (the lines) and for amounts.
pub(crate) fn search_text<'a>(people: impl IntoIterator<Item = &'a str>, summary: &serde_json::Value) -> String {
    let mut texts: Vec<String> = people.into_iter().map(str::to_owned).collect();
    collect(summary, &mut texts);
    folded(&texts.join("\n")).chars().take(MOST).collect()
}

fn collect(value: &serde_json::Value, texts: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => texts.push(text.clone()),
        serde_json::Value::Object(fields) if !fields.contains_key("currency") && !fields.contains_key("unit") => {
            let told = fields.iter().filter(|(name, _)| !MARKS.contains(&name.as_str()));
            told.for_each(|(_, field)| collect(field, texts));
        }
        _ => {}
    }
}

/// Gives the requests of an older release their texts.
pub(crate) async fn fill(conn: &impl ConnectionTrait) -> Result<(), DbErr> {
    fill_search_texts(conn, "approval_requests", "requester_name, summary", |row| {
        let (requester, summary): (String, String) = (row.try_get("", "requester_name")?, row.try_get("", "summary")?);
        // What is not JSON is told where the request is read; here it is only not found by it.
        let summary = serde_json::from_str(&summary).unwrap_or_default();
        Ok(search_text([requester.as_str()], &summary))
    })
    .await
}
