//! Dates and moments in words, as a language writes them, in the seller's time zone.

use std::sync::Arc;

use icu_calendar::Iso;
use icu_datetime::fieldsets::{MDE, T, YMD, YMDE};
use icu_datetime::input::{Date as IcuDate, Time};
use icu_datetime::{DateTimeFormatter, NoCalendarFormatter};
use jiff::civil;
use jiff::tz::TimeZone;
use kernel::{Date, Locale, Timestamp};

use super::number::icu_locale;

/// Writes dates in one language and one time zone. Cheap to clone.
#[derive(Clone)]
pub struct Dates {
    zone: TimeZone,
    formats: Arc<Formats>,
}

struct Formats {
    /// Each is absent only if the Unicode data for the language were missing from the binary; dates then stay ISO 8601.
    weekday: Option<DateTimeFormatter<MDE>>,
    plain: Option<DateTimeFormatter<YMD>>,
    long: Option<DateTimeFormatter<YMDE>>,
    time: Option<NoCalendarFormatter<T>>,
}

impl Dates {
    /// `zone` is an IANA name such as `Europe/Rome`; an unknown one means UTC.
    pub fn new(locale: Locale, zone: &str) -> Dates {
        let prefer = || icu_locale(locale).into();
        let formats = Formats {
            weekday: DateTimeFormatter::try_new(prefer(), MDE::medium()).ok(),
            plain: DateTimeFormatter::try_new(prefer(), YMD::medium()).ok(),
            long: DateTimeFormatter::try_new(prefer(), YMDE::long()).ok(),
            time: NoCalendarFormatter::try_new(icu_locale(locale).into(), T::hm()).ok(),
        };
        Dates { zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC), formats: Arc::new(formats) }
    }

    /// The same in another time zone; an unknown one changes nothing.
    pub fn in_zone(&self, zone: &str) -> Dates {
        Dates { zone: TimeZone::get(zone).unwrap_or_else(|_| self.zone.clone()), formats: self.formats.clone() }
    }

    /// `ven 27 nov` in the year of `today`, `27 nov 2025` in another, where a weekday helps nobody.
    pub fn short(&self, date: Date, today: Date) -> String {
        let same_year = date.year() == today.year();
        let icu = to_icu(date);
        match (icu, same_year) {
            (Some(icu), true) => self.formats.weekday.as_ref().map(|formatter| formatter.format(&icu).to_string()),
            (Some(icu), false) => self.formats.plain.as_ref().map(|formatter| formatter.format(&icu).to_string()),
            (None, _) => None,
        }
        .unwrap_or_else(|| date.to_string())
    }

    /// `venerdì 27 novembre 2026`.
    pub fn long(&self, date: Date) -> String {
        match (to_icu(date), &self.formats.long) {
            (Some(icu), Some(formatter)) => formatter.format(&icu).to_string(),
            _ => date.to_string(),
        }
    }

    /// `14:05`.
    pub fn time(&self, moment: Timestamp) -> String {
        let local = self.local(moment);
        let time = Time::try_new(local.hour().unsigned_abs(), local.minute().unsigned_abs(), 0, 0);
        match (time, &self.formats.time) {
            (Ok(time), Some(formatter)) => formatter.format(&time).to_string(),
            _ => local.time().to_string(),
        }
    }

    /// `14:05` today, else `ven 27 nov, 14:05`.
    pub fn moment(&self, moment: Timestamp, now: Timestamp) -> String {
        let (date, today) = (self.day(moment), self.day(now));
        if date == today {
            return self.time(moment);
        }
        format!("{}, {}", self.short(date, today), self.time(moment))
    }

    /// `venerdì 27 novembre 2026, 14:05`: what a short form says when pointed at.
    pub fn moment_long(&self, moment: Timestamp) -> String {
        format!("{}, {}", self.long(self.day(moment)), self.time(moment))
    }

    /// The calendar day of a moment in the seller's time zone.
    pub fn day(&self, moment: Timestamp) -> Date {
        self.local(moment).date()
    }

    fn local(&self, moment: Timestamp) -> civil::DateTime {
        moment.to_jiff().to_zoned(self.zone.clone()).datetime()
    }
}

fn to_icu(date: Date) -> Option<IcuDate<Iso>> {
    IcuDate::try_new_iso(i32::from(date.year()), date.month().unsigned_abs(), date.day().unsigned_abs()).ok()
}
