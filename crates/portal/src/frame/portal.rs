//! The portal: the rooms it composes, its pages, and what the shell shows of each.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use accounts::{Directory, Identities, Passwords, Tenant};
use axum::http::StatusCode;
use axum::response::Response;
use catalog::Catalogue;
use checkout::Desk;
use inventory::StockView;
use kernel::{AccountId, Action, CategoryId, Ctx, TenantId};
use moka::sync::Cache;
use notifications::Letters;
use pricing::PriceBook;
use search::Finder;
use store::{Blobs, FeedRow};
use web::page::{Missing, Page, PageError, Pages, Shell, ShellAccount, ShellPerson, ShellTheme, ThemeFolder};
use web::{Answer, Doors, Ground, Session};

use super::badges::{BadgeKey, Badges};
use super::visit::Visit;
use crate::backoffice::{ImportRoom, Stocked};
use crate::embed::sources;
use crate::{account, approve, backoffice, buy, find, track};

/// The rooms that pages are composed from.
#[derive(Clone)]
pub struct PortalParts {
    pub ground: Ground,
    pub directory: Directory,
    pub catalogue: Catalogue,
    pub book: PriceBook,
    pub stock: StockView,
    pub finder: Finder,
    pub identities: Identities,
    pub passwords: Passwords,
    pub desk: Desk,
    pub letters: Letters,
    pub blobs: Blobs,
    /// Where uploaded files are read, and how much may come out of them.
    pub imports: ImportRoom,
    /// Whether cookies demand https.
    pub secure_cookies: bool,
    /// Folders of templates that replace the embedded ones, one subfolder a theme.
    pub themes: Option<PathBuf>,
}

/// The state of every page handler. Cheap to clone.
#[derive(Clone)]
pub struct Portal {
    pub(crate) parts: Arc<PortalParts>,
    pub(crate) pages: Pages,
    pub(super) badges: Cache<BadgeKey, Badges>,
    tenants: Cache<TenantId, Arc<Tenant>>,
    /// The picture that stands for a category: of one of its products.
    pub(crate) category_pictures: Cache<(TenantId, CategoryId), Option<String>>,
    /// What orders draw on and is about to run out: every product is looked at to know it.
    pub(crate) low_stock: Cache<TenantId, Arc<[Stocked]>>,
}

/// How long counts in the top bar may be behind, when neither a fact nor the person's own doing refreshes them.
const BADGES_LIVE: Duration = Duration::from_secs(10);
/// How long the look at the whole stock may be behind.
const LOW_STOCK_LIVES: Duration = Duration::from_secs(60);
/// A tenant's name and colour change once in a blue moon, and its fact refreshes them.
const TENANTS_LIVE: Duration = Duration::from_secs(300);

impl Portal {
    /// Fails when translations do not parse.
    pub fn new(parts: PortalParts) -> Result<Portal, PageError> {
        let mut sources = sources(parts.ground.clock.clone(), Missing::Shown);
        sources.themes = parts.themes.as_deref().map(theme_folders).unwrap_or_default();
        Ok(Portal {
            parts: Arc::new(parts),
            pages: Pages::new(sources)?,
            badges: Cache::builder().max_capacity(20_000).time_to_live(BADGES_LIVE).build(),
            tenants: Cache::builder().max_capacity(1_000).time_to_live(TENANTS_LIVE).build(),
            category_pictures: Cache::builder().max_capacity(10_000).time_to_live(TENANTS_LIVE).build(),
            low_stock: Cache::builder().max_capacity(1_000).time_to_live(LOW_STOCK_LIVES).build(),
        })
    }

    /// Every page route: the customer's and the back office's.
    pub fn doors(&self) -> Doors<()> {
        Doors::new()
            .merge(account::routes::doors())
            .merge(find::routes::doors())
            .merge(buy::routes::doors())
            .merge(approve::routes::doors())
            .merge(track::routes::doors())
            .merge(backoffice::doors())
            .with_state(self.clone())
    }

    /// Forgets what these facts have changed of the top bars: what waits and what is in carts.
    pub fn apply(&self, rows: &[FeedRow]) {
        let counted = ["fondaco.approval.", "fondaco.cart.", "fondaco.order.", "fondaco.shipment.", "fondaco.session."];
        for row in rows {
            if row.kind.starts_with("fondaco.catalogue.") {
                self.category_pictures.invalidate_all();
            }
            if row.kind.starts_with("fondaco.tenant.") {
                self.tenants.invalidate(&row.tenant);
            }
        }
        if rows.iter().any(|row| counted.iter().any(|prefix| row.kind.starts_with(prefix))) {
            self.badges.invalidate_all();
        }
    }

    /// The person who asks sees fresh counts on the next page: called after each change of theirs.
    pub(crate) fn forget(&self, ctx: &Ctx) {
        if let Some(key) = BadgeKey::of(ctx) {
            self.badges.invalidate(&key);
        }
    }

    /// The frame around a page for this visit.
    pub async fn shell(&self, visit: &Visit) -> Shell {
        // Read into the cache first: the bare shell takes name and colour from there.
        self.tenant(&visit.ctx).await;
        let mut shell = self.bare_shell(&visit.ctx, visit.session.as_ref(), &visit.place);
        shell.query.clone_from(&visit.query);
        shell.flashes.clone_from(&visit.flashes);
        if let Some(badges) = self.badges_of(&visit.ctx).await {
            badges.show_on(&mut shell);
        }
        shell
    }

    /// The frame as far as it is known without the database: what a problem page gets.
    pub(super) fn bare_shell(&self, ctx: &Ctx, session: Option<&Session>, path: &str) -> Shell {
        let tenant = self.tenants.get(&ctx.tenant);
        let seller = tenant.as_ref().map_or("Fondaco", |tenant| tenant.name.as_str());
        let mut shell = Shell::anonymous(ctx.locale, seller, path, ctx.now);
        shell.correlation_id = ctx.correlation.to_string();
        if let Some(tenant) = &tenant {
            shell.theme = theme_of(tenant);
            shell.time_zone.clone_from(&tenant.time_zone);
        }
        let Some(session) = session else { return shell };
        shell.csrf_token = session.csrf.to_string();
        shell.person = Some(ShellPerson::new(&ctx.actor.name, &session.email, session.role));
        shell.may = Action::ALL.into_iter().filter(|action| ctx.actor.actions.contains(*action)).collect();
        shell.account = ctx
            .account()
            .and_then(|account| self.parts.directory.card(ctx.tenant, account))
            .map(|card| ShellAccount { number: card.account.number.clone(), name: card.account.name.clone() });
        if let Some(badges) = BadgeKey::of(ctx).and_then(|key| self.badges.get(&key)) {
            badges.show_on(&mut shell);
        }
        shell
    }

    /// A page of this visit.
    pub async fn page<P: Page>(&self, visit: &Visit, page: &P) -> Answer<Response> {
        self.page_with(StatusCode::OK, visit, page).await
    }

    /// A page with another status than 200: a form refused (422), a conflict (409).
    pub async fn page_with<P: Page>(&self, status: StatusCode, visit: &Visit, page: &P) -> Answer<Response> {
        let shell = self.shell(visit).await;
        let mut response = self.pages.respond_with(status, &shell, page);
        visit.forget_flashes(&mut response);
        Ok(response)
    }

    pub(crate) fn account_name(&self, ctx: &Ctx, account: AccountId) -> Option<String> {
        self.parts.directory.card(ctx.tenant, account).map(|card| card.account.name.clone())
    }

    pub(crate) async fn tenant(&self, ctx: &Ctx) -> Option<Arc<Tenant>> {
        if let Some(tenant) = self.tenants.get(&ctx.tenant) {
            return Some(tenant);
        }
        let tenant = accounts::tenant_of(self.parts.ground.store.reader(), ctx.tenant).await.ok().map(Arc::new)?;
        self.tenants.insert(ctx.tenant, tenant.clone());
        Some(tenant)
    }

    /// The words of a key in the visitor's language, for headings that handlers put together.
    pub(crate) fn text(&self, ctx: &Ctx, key: &str) -> String {
        self.pages.text(ctx.locale, key, &[])
    }
}

fn theme_of(tenant: &Tenant) -> ShellTheme {
    ShellTheme { name: tenant.slug.clone(), stylesheet: super::theme::address(&tenant.accent) }
}

/// Each subfolder is a theme named like it.
fn theme_folders(folder: &Path) -> Vec<ThemeFolder> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = entries.map(|entry| entry.path()).filter(|path| path.is_dir());
    folders.filter_map(|path| Some(ThemeFolder { name: path.file_name()?.to_str()?.to_owned(), folder: path.clone() })).collect()
}
