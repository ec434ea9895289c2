//! What travels inside the binary: templates, texts, the front-end's build; and the list of all pages.

use kernel::Clock;
use minijinja::Value;
use rust_embed::RustEmbed;
use web::page::{Assets, Embedded, Missing, ProblemPage, Sources, samples};

use crate::{account, approve, backoffice, buy, find, track};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/templates"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/locales"]
struct Locales;

/// The front-end's build; empty until `npm run build` was run once.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist"]
#[allow_missing = true]
struct FrontEnd;

pub fn templates() -> Embedded {
    Embedded {
        get: |path| Templates::get(path).map(|file| file.data),
        list: || Templates::iter().map(|path| path.into_owned()).collect(),
    }
}

pub fn locales() -> Embedded {
    Embedded {
        get: |path| Locales::get(path).map(|file| file.data),
        list: || Locales::iter().map(|path| path.into_owned()).collect(),
    }
}

pub fn front_end() -> Embedded {
    Embedded {
        get: |path| FrontEnd::get(path).map(|file| file.data),
        list: || FrontEnd::iter().map(|path| path.into_owned()).collect(),
    }
}

/// What the page engine needs for the portal's pages.
pub fn sources(clock: Clock, missing: Missing) -> Sources {
    Sources {
        templates: templates(),
        locales: locales(),
        assets: Assets::new(front_end()),
        themes: Vec::new(),
        // Of pages that belong to no seller; each seller's pages are written in that seller's own zone.
        time_zone: "Europe/Rome".to_owned(),
        clock,
        missing,
    }
}

/// Every page with its samples: template and contents. A test renders them all and fails on a template that is not here.
pub fn all_samples() -> Vec<(&'static str, Value)> {
    [
        samples::<ProblemPage>(),
        samples::<account::enter::LoginPage>(),
        samples::<account::enter::ForgottenPage>(),
        samples::<account::enter::PasswordPage>(),
        samples::<account::enter::OfflinePage>(),
        samples::<account::home::HomePage>(),
        samples::<account::company::CompanyPage>(),
        samples::<account::company::CostCentresPage>(),
        samples::<account::company::ClientsPage>(),
        samples::<account::company::ActivityPage>(),
        samples::<account::people::PeoplePage>(),
        samples::<account::people::PersonPage>(),
        samples::<account::profile::ProfilePage>(),
        samples::<find::results::CataloguePage>(),
        samples::<find::results::ResultsPage>(),
        samples::<find::results::SuggestionsPart>(),
        samples::<find::sheet::SheetPage>(),
        samples::<buy::quick_order::QuickOrderPage>(),
        samples::<buy::cart::CartPage>(),
        samples::<buy::checkout::CheckoutPage>(),
        samples::<approve::list::ApprovalsPage>(),
        samples::<approve::decision::DecisionPage>(),
        samples::<track::orders::OrdersPage>(),
        samples::<track::order::OrderPage>(),
        samples::<track::inbox::InboxPage>(),
    ]
    .into_iter()
    .flatten()
    .chain(backoffice::samples())
    .collect()
}
