//! Type-ahead: completes the last word, and shows the products found so far.

use super::analysis::fold;
use super::board::Board;
use super::dictionary::having;
use super::error::EngineError;
use super::lexer::lex;
use super::plan::{Plan, plan, shortened};
use super::query::{Query, SuggestRequest, Suggestions};
use super::schema::Fields;
use super::select::answer;
use super::snapshot::{Snapshot, count};

/// Words tried as completions, the most frequent ones of each language.
const TRIED: usize = 40;

/// Completes what was typed; nothing for an empty line.
pub(super) fn suggest(snapshot: &Snapshot, fields: &Fields, request: &SuggestRequest) -> Result<Suggestions, EngineError> {
    let text = shortened(request.text.trim_start());
    if text.trim().is_empty() {
        return Ok(Suggestions::default());
    }
    let plan = plan(snapshot, fields, text, request.locale, true)?;
    let query = Query { restrict: request.restrict.clone(), limit: request.limit, ..Query::new(text, request.locale) };
    let products = answer(snapshot, fields, Some(&plan), &query)?.items;
    Ok(Suggestions { completions: completions(snapshot, fields, text, request)?, products })
}

/// The line with its last word completed from product names, the caller's language first: only to words that occur
/// together with the words before, the most frequent first.
fn completions(snapshot: &Snapshot, fields: &Fields, text: &str, request: &SuggestRequest) -> Result<Vec<String>, EngineError> {
    let Some(last) = lex(text).pop().filter(|last| last.end == text.len()) else { return Ok(Vec::new()) };
    let (before, word) = (&text[..last.start], fold(&text[last.start..last.end]));
    let context = plan(snapshot, fields, before, request.locale, false)?;
    let boards = boards(snapshot, &context)?;
    let mut languages: Vec<_> = fields.local.iter().collect();
    languages.sort_by_key(|local| local.locale != request.locale);
    let mut completions: Vec<String> = Vec::new();
    // Words of the other language only complete what has no completion in the caller's.
    for local in languages {
        if !completions.is_empty() {
            break;
        }
        let mut terms = snapshot.beginning_with(local.words, &word, TRIED)?;
        for (term, documents) in &mut terms {
            if let Some(boards) = &boards {
                *documents = together(snapshot, boards, local.words, term)?;
            }
        }
        let typed = |term: &str| term == word || context.words.iter().any(|word| word.text == term);
        terms.retain(|(term, documents)| *documents > 0 && !typed(term));
        terms.sort_by_key(|(_, documents)| std::cmp::Reverse(*documents));
        for (term, _) in terms {
            let line = format!("{before}{term}");
            if completions.len() < request.limit && !completions.contains(&line) {
                completions.push(line);
            }
        }
    }
    Ok(completions)
}

/// Which documents have the words before; nothing when there are none.
fn boards(snapshot: &Snapshot, context: &Plan) -> Result<Option<Vec<Board>>, EngineError> {
    if context.words.is_empty() {
        return Ok(None);
    }
    snapshot.segments.iter().map(|segment| Board::of(segment, context)).collect::<Result<_, _>>().map(Some)
}

/// How many documents have the term together with all words before it.
fn together(snapshot: &Snapshot, boards: &[Board], field: tantivy::schema::Field, term: &str) -> Result<u64, EngineError> {
    let Some(found) = snapshot.find(field, term)? else { return Ok(0) };
    let mut documents = 0;
    for (segment, board) in snapshot.segments.iter().zip(boards) {
        let having = having(segment, &found)?.into_iter().map(count);
        documents += having.filter(|document| board.hit(*document) && board.missing(*document) == 0).map(|_| 1).sum::<u64>();
    }
    Ok(documents)
}
