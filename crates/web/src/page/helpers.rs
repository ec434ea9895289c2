//! What templates can call: texts, numbers, dates, assets, icons. Each environment's helpers speak that environment's language.

use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use kernel::{Clock, Date, Locale, Timestamp};
use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Error, ErrorKind, State, Value};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::asset::Assets;
use super::number::unit_sign;
use super::translate::Translations;
use super::{Dates, Numbers};

/// What stands as it is in a segment of a path (RFC 3986's unreserved characters).
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What the helpers of one language need.
pub struct Tools {
    pub locale: Locale,
    pub translations: Arc<Translations>,
    pub numbers: Numbers,
    pub dates: Dates,
    pub assets: Assets,
    pub clock: Clock,
}

/// Gives an environment its helpers.
pub(super) fn add_helpers(environment: &mut Environment<'static>, tools: &Arc<Tools>) {
    add_texts(environment, tools);
    add_numbers(environment, tools);
    add_dates(environment, tools);
    let own = tools.clone();
    environment.add_function("asset", move |name: &str| Value::from_safe_string(own.assets.url(name)));
    let own = tools.clone();
    environment.add_function("icon", move |name: &str, kwargs: Kwargs| icon(&own, name, &kwargs));
    environment.add_filter("with_query", with_query);
    environment.add_filter("path_segment", path_segment);
}

fn add_texts(environment: &mut Environment<'static>, tools: &Arc<Tools>) {
    let own = tools.clone();
    environment.add_function("t", move |key: &str, kwargs: Kwargs| {
        let arguments = fluent_arguments(&kwargs)?;
        own.translations.translate(own.locale, key, Some(&arguments)).map_err(refuse)
    });
    // A phrase (see `shell::Phrase`): its translation, else its fallback.
    let own = tools.clone();
    environment.add_function("say", move |phrase: &Value| {
        let key = fluent_key(&part(phrase, "key")?);
        let arguments = phrase_arguments(&own, &phrase.get_attr("arguments")?)?;
        let fallback = phrase.get_attr("fallback")?;
        match (own.translations.text(own.locale, &key, Some(&arguments)), fallback.as_str()) {
            (Some(text), _) => text.map_err(refuse),
            (None, Some(fallback)) => Ok(fallback.to_owned()),
            (None, None) => own.translations.translate(own.locale, &key, Some(&arguments)).map_err(refuse),
        }
    });
    // Whether there is a text: templates choose between a close one and a general one.
    let own = tools.clone();
    environment.add_function("has_text", move |key: &str| own.translations.text(own.locale, &fluent_key(key), None).is_some());
}

fn add_numbers(environment: &mut Environment<'static>, tools: &Arc<Tools>) {
    let own = tools.clone();
    environment.add_filter("money", move |value: &Value| {
        Ok::<_, Error>(own.numbers.money(&part(value, "amount")?, &part(value, "currency")?))
    });
    let own = tools.clone();
    environment.add_filter("quantity", move |value: &Value| {
        Ok::<_, Error>(own.numbers.quantity(&part(value, "value")?, &part(value, "unit")?, &own.translations))
    });
    let own = tools.clone();
    environment.add_filter("number", move |value: &Value| own.numbers.decimal(&value.to_string()));
    let own = tools.clone();
    environment.add_filter("percent", move |value: &Value| own.numbers.percent(&value.to_string()));
    // A plain decimal as people of the language type it, for what stands in an input.
    let own = tools.clone();
    environment.add_filter("typed", move |plain: &Value| match own.locale {
        Locale::It => plain.to_string().replace('.', ","),
        Locale::En => plain.to_string(),
    });
    // The bare sign of a unit, for heads of columns and beside inputs: always in the plural.
    let own = tools.clone();
    environment.add_filter("unit", move |code: &str| unit_sign(own.locale, code, "2", &own.translations));
}

fn add_dates(environment: &mut Environment<'static>, tools: &Arc<Tools>) {
    let own = tools.clone();
    environment.add_filter("date", move |state: &State, value: &Value| date_tag(&own, state, value, false));
    let own = tools.clone();
    environment.add_filter("date_long", move |state: &State, value: &Value| date_tag(&own, state, value, true));
    let own = tools.clone();
    environment.add_filter("date_text", move |state: &State, value: &Value| {
        let dates = dates_of(&own, state);
        Ok::<_, Error>(dates.short(read_date(&dates, value)?, dates.day(own.clock.now())))
    });
    let own = tools.clone();
    environment.add_filter("moment", move |state: &State, value: &Value| {
        let (dates, moment) = (dates_of(&own, state), read_moment(value)?);
        Ok::<_, Error>(time_tag(&moment.to_string(), &dates.moment_long(moment), &dates.moment(moment, own.clock.now())))
    });
    let own = tools.clone();
    environment.add_filter("moment_long", move |state: &State, value: &Value| {
        let moment = read_moment(value)?;
        let words = dates_of(&own, state).moment_long(moment);
        Ok::<_, Error>(time_tag(&moment.to_string(), &words, &words))
    });
}

/// Dates in the time zone of the page's seller.
fn dates_of(tools: &Tools, state: &State) -> Dates {
    let zone = state.lookup("shell").and_then(|shell| shell.get_attr("time_zone").ok());
    match zone.as_ref().and_then(Value::as_str) {
        Some(zone) if !zone.is_empty() => tools.dates.in_zone(zone),
        _ => tools.dates.clone(),
    }
}

fn date_tag(tools: &Tools, state: &State, value: &Value, long: bool) -> Result<Value, Error> {
    let dates = dates_of(tools, state);
    let date = read_date(&dates, value)?;
    let long_words = dates.long(date);
    let words = if long { long_words.clone() } else { dates.short(date, dates.day(tools.clock.now())) };
    Ok(time_tag(&date.to_string(), &long_words, &words))
}

fn time_tag(machine: &str, title: &str, words: &str) -> Value {
    Value::from_safe_string(format!("<time datetime=\"{machine}\" title=\"{title}\">{words}</time>"))
}

/// A date, or the day of a moment.
fn read_date(dates: &Dates, value: &Value) -> Result<Date, Error> {
    let text = value.to_string();
    if let Ok(date) = text.parse::<Date>()
        && text.len() == 10
    {
        return Ok(date);
    }
    read_moment(value).map(|moment| dates.day(moment))
}

fn read_moment(value: &Value) -> Result<Timestamp, Error> {
    Timestamp::parse(&value.to_string()).ok_or_else(|| wrong(format!("not a date or moment: {value}")))
}

/// `icon("truck")`, or with a meaning of its own `icon("truck", label=t("…"))`; without a label it is decoration.
fn icon(tools: &Tools, name: &str, kwargs: &Kwargs) -> Result<Value, Error> {
    let label: Option<String> = kwargs.get("label")?;
    let class: Option<String> = kwargs.get("class")?;
    kwargs.assert_all_used()?;
    let sprite = tools.assets.url("icons.svg");
    let class = class.map(|class| format!(" {}", escape(&class))).unwrap_or_default();
    let meaning = match label {
        Some(label) => format!("role=\"img\" aria-label=\"{}\"", escape(&label)),
        None => "aria-hidden=\"true\"".to_owned(),
    };
    Ok(Value::from_safe_string(format!(
        "<svg class=\"icon{class}\" width=\"20\" height=\"20\" {meaning}><use href=\"{sprite}#{}\"/></svg>",
        escape(name)
    )))
}

/// `"/orders?state=open" | with_query(page=2)`: the address with these parameters set, and those given as none taken away.
fn with_query(address: &str, kwargs: Kwargs) -> Result<String, Error> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    for name in kwargs.args().map(str::to_owned).collect::<Vec<_>>() {
        let value: Value = kwargs.get(&name)?;
        pairs.retain(|(own, _)| *own != name);
        if !value.is_none() && !value.is_undefined() && !value.to_string().is_empty() {
            pairs.push((name, value.to_string()));
        }
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
    Ok(if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") })
}

/// A text as one segment of a path: also a `/` inside a SKU is escaped.
fn path_segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Codes of rooms have dots (`orders.already_shipped`), keys of texts have hyphens.
fn fluent_key(key: &str) -> String {
    key.replace('.', "-")
}

fn part(value: &Value, name: &str) -> Result<String, Error> {
    let inner = value.get_attr(name)?;
    match inner.as_str() {
        Some(text) => Ok(text.to_owned()),
        None => Err(wrong(format!("no {name} in {value}"))),
    }
}

fn fluent_arguments(kwargs: &Kwargs) -> Result<FluentArgs<'static>, Error> {
    let mut arguments = FluentArgs::new();
    for name in kwargs.args() {
        arguments.set(name.to_owned(), fluent_value(&kwargs.get(name)?));
    }
    Ok(arguments)
}

/// The values of a phrase: amounts and quantities are put into words here, in the language of the page.
fn phrase_arguments(tools: &Tools, map: &Value) -> Result<FluentArgs<'static>, Error> {
    let mut arguments = FluentArgs::new();
    for key in map.try_iter()? {
        let value = map.get_item(&key)?;
        let is = |name: &str| value.kind() == ValueKind::Map && value.get_attr(name).is_ok_and(|inner| !inner.is_undefined());
        let words = if is("currency") {
            FluentValue::from(tools.numbers.money(&part(&value, "amount")?, &part(&value, "currency")?))
        } else if is("unit") {
            FluentValue::from(tools.numbers.quantity(&part(&value, "value")?, &part(&value, "unit")?, &tools.translations))
        } else {
            fluent_value(&value)
        };
        arguments.set(key.to_string(), words);
    }
    Ok(arguments)
}

fn fluent_value(value: &Value) -> FluentValue<'static> {
    match value.kind() {
        ValueKind::Number => FluentValue::try_number(&value.to_string()).into_owned(),
        _ => FluentValue::from(value.to_string()),
    }
}

fn refuse(error: super::PageError) -> Error {
    wrong(error.to_string())
}

fn wrong(text: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, text)
}
