//! Importing accounts: one row a company, with its main site and a contact.

use ::accounts::load::{AccountDraft, PersonDraft, write_accounts};
use ::accounts::{AccountDetails, SiteDetails};
use catalog::import::{ImportError, Record};
use catalog::{Refusal, load::Report};
use kernel::{Ctx, Currency, Locale, Role};
use pricing::{Market, TaxTerms};
use store::Store;

use super::drafted;

/// The tenant's default market, which holds where a row names none.
pub async fn home_market(store: &Store, ctx: &Ctx) -> Result<Market, ImportError> {
    let terms = TaxTerms::load(store.reader(), ctx.tenant).await.map_err(ImportError::writer)?;
    Ok(terms.market(""))
}

/// Writes account records; `home` is the market of those that name none.
pub async fn write(store: &Store, ctx: &Ctx, home: &Market, records: &[Record]) -> Result<Report, ImportError> {
    let (rows, mut report) = drafted(records, |record| draft(record, home));
    let (places, drafts): (Vec<usize>, Vec<AccountDraft>) = rows.into_iter().unzip();
    let written = write_accounts(store, ctx, drafts).await.map_err(ImportError::writer)?;
    report.created += written.created;
    report.changed += written.updated;
    report.unchanged += written.unchanged;
    for rejected in written.rejected {
        let faults: Vec<String> = rejected.faults.iter().map(|fault| format!("{}: {}", fault.field, fault.message)).collect();
        let index = places.get(rejected.index).copied().unwrap_or(0);
        report.refused.push(Refusal { index, reason: faults.join("; ").into() });
    }
    Ok(report)
}

fn draft(record: &Record, home: &Market) -> Result<AccountDraft, String> {
    let currency = match record.text("currency") {
        Some(code) => Currency::parse(code).map_err(|error| format!("currency: {error}"))?,
        None => home.currency,
    };
    let country = record.required("country")?;
    let (number, name) = (record.required("number")?, record.required("name")?);
    let mut details = AccountDetails::new(number, name, country, currency);
    details.parent = record.text("parent").map(str::to_owned);
    details.group = record.text("group").map(str::to_owned);
    details.vat_id = record.text("vat_id").map(str::to_owned);
    details.market = record.text("market").unwrap_or(&home.code).to_owned();
    if let Some(days) = record.whole("payment_terms_days")? {
        details.payment_terms_days = u16::try_from(days).map_err(|_| "payment_terms_days: too many".to_owned())?;
    }
    details.foreign_key = match (record.text("source"), record.text("foreign_key")) {
        (Some(source), Some(key)) => Some(format!("{source}:{key}")),
        (_, key) => key.map(str::to_owned),
    };
    let mut draft = AccountDraft::new(details);
    if let Some(street) = record.text("street") {
        draft.sites.push(SiteDetails {
            code: record.text("site_code").unwrap_or("MAIN").to_owned(),
            name: record.text("site_name").unwrap_or(name).to_owned(),
            street: street.to_owned(),
            postal_code: record.text("postal_code").unwrap_or("-").to_owned(),
            city: record.text("city").unwrap_or("-").to_owned(),
            province: record.text("province").map(str::to_owned),
            country: record.text("site_country").unwrap_or(country).to_owned(),
            is_default: true,
        });
    }
    if let (Some(email), Some(contact)) = (record.text("contact_email"), record.text("contact_name")) {
        draft.people.push(PersonDraft {
            email: email.to_owned(),
            name: contact.to_owned(),
            role: Role::AccountAdmin,
            locale: Locale::default(),
            order_limit: None,
            password: None,
        });
    }
    Ok(draft)
}
