//! From text to index terms: one analyzer per language, and the folding that all share.

use kernel::Locale;
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, NgramTokenizer, RawTokenizer, Stemmer, StopWordFilter, TextAnalyzer, Token,
    TokenStream, Tokenizer, TokenizerManager,
};

use super::lexer::{LexemeKind, lex};

/// Longer words are no words; tantivy would refuse the really long ones.
const LONGEST: usize = 60;

pub(super) const PLAIN: &str = "plain";
pub(super) const TRIGRAMS: &str = "trigrams";
/// Letters per fragment of a code, for finding part numbers by a part.
pub(super) const FRAGMENT: usize = 3;

/// The name of a language's analyzer in the schema.
pub(super) const fn analyzer_name(locale: Locale) -> &'static str {
    match locale {
        Locale::It => "text_it",
        Locale::En => "text_en",
    }
}

const fn language(locale: Locale) -> Language {
    match locale {
        Locale::It => Language::Italian,
        Locale::En => Language::English,
    }
}

/// All analyzers that the schema names.
pub(super) fn analyzers() -> tantivy::Result<TokenizerManager> {
    let manager = TokenizerManager::default();
    for locale in Locale::ALL {
        manager.register(analyzer_name(locale), with_stems(TechnicalTokenizer::default(), locale));
    }
    manager.register(PLAIN, TextAnalyzer::from(TechnicalTokenizer::default()));
    manager.register("raw", TextAnalyzer::from(RawTokenizer::default()));
    manager.register(TRIGRAMS, TextAnalyzer::from(NgramTokenizer::new(FRAGMENT, FRAGMENT, false)?));
    Ok(manager)
}

fn with_stems(tokenizer: impl Tokenizer, locale: Locale) -> TextAnalyzer {
    let mut builder = TextAnalyzer::builder(tokenizer).dynamic();
    if let Some(stop_words) = StopWordFilter::new(language(locale)) {
        builder = builder.filter_dynamic(stop_words);
    }
    builder.filter_dynamic(Stemmer::new(language(locale))).build()
}

/// Analyzes single words of a query.
#[derive(Clone)]
pub(super) struct WordAnalyzer {
    stems: Vec<(Locale, TextAnalyzer)>,
}

impl WordAnalyzer {
    pub(super) fn new() -> WordAnalyzer {
        let stems = Locale::ALL.map(|locale| (locale, with_stems(RawTokenizer::default(), locale)));
        WordAnalyzer { stems: stems.into() }
    }

    /// The word's stem in each language; none where it is a stop word.
    pub(super) fn stems(&mut self, word: &str) -> Vec<(Locale, Option<String>)> {
        self.stems.iter_mut().map(|(locale, analyzer)| (*locale, first_token(analyzer, word))).collect()
    }
}

fn first_token(analyzer: &mut TextAnalyzer, word: &str) -> Option<String> {
    let mut stream = analyzer.token_stream(word);
    stream.advance().then(|| stream.token().text.clone())
}

/// Lower case, without accents: `Guarnizióne` becomes `guarnizione`, `Straße` becomes `strasse`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let without_marks: String = text.chars().filter(|character| !('\u{300}'..='\u{36f}').contains(character)).collect();
    let mut analyzer = TextAnalyzer::builder(RawTokenizer::default()).filter(AsciiFoldingFilter).filter(LowerCaser).build();
    first_token(&mut analyzer, &without_marks).unwrap_or_default()
}

/// tantivy's view of [`lex`]: a measure is found as `10mm` and as `10`, a compound whole and by its parts.
#[derive(Clone, Default)]
pub(super) struct TechnicalTokenizer {
    tokens: Vec<Token>,
}

pub(super) struct TechnicalTokens<'a> {
    tokens: &'a mut [Token],
    /// One more than the current token's place.
    next: usize,
}

impl Tokenizer for TechnicalTokenizer {
    type TokenStream<'a> = TechnicalTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TechnicalTokens<'a> {
        self.tokens.clear();
        for (position, lexeme) in lex(text).into_iter().enumerate() {
            let mut push = |text: String| {
                if text.len() <= LONGEST {
                    self.tokens.push(Token {
                        offset_from: lexeme.start,
                        offset_to: lexeme.end,
                        position,
                        text,
                        position_length: 1,
                    });
                }
            };
            match lexeme.kind {
                LexemeKind::Word(word) | LexemeKind::Number(word) => push(word),
                LexemeKind::Measure { number, unit } => {
                    push(format!("{number}{}", unit.sign));
                    push(number);
                }
                LexemeKind::Compound { whole, parts } => {
                    push(whole);
                    parts.into_iter().for_each(&mut push);
                }
            }
        }
        TechnicalTokens { tokens: &mut self.tokens, next: 0 }
    }
}

impl TokenStream for TechnicalTokens<'_> {
    fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.next - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.next - 1]
    }
}
