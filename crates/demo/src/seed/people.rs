//! The tenant, its people and its customers.

use accounts::load::{AccountDraft, PersonDraft, write_accounts, write_colleagues};
use accounts::{
    AccountCard, AccountDetails, AccountGroup, AccountState, ClientScope, CostCentreDetails, NewClient, SiteDetails,
    TenantDetails,
};
use approvals::{Policy, PolicyStep, Who};
use kernel::{Action, Ctx, Currency, Money};
use store::Store;

use super::{SeedError, Seeded, SeededClient, SeededUser};
use crate::company::{ACCENT, ACCOUNTS, Account, COLLEAGUES, Person, ROSSI, SELLER, SELLER_SLUG, WORKSHOPS, WORKSHOPS_NAME};

/// Everyone's password in the demo. It is printed at the start, and no secret.
const PASSWORD: &str = "cuscinetto-6204";

/// The market that the seller sells from.
pub(super) const MARKET: &str = "IT";

/// Writes tenant, market, people, accounts, approvals and clients.
pub(super) async fn write(store: &Store, ctx: &Ctx) -> Result<Seeded, SeedError> {
    open(store, ctx).await?;
    let colleagues: Vec<PersonDraft> = COLLEAGUES.iter().map(person).collect();
    let colleagues = write_colleagues(store, ctx, &colleagues).await?;
    let report = write_accounts(store, ctx, ACCOUNTS.iter().map(account).collect()).await?;
    if let Some(rejected) = report.rejected.first() {
        let reasons: Vec<String> = rejected.faults.iter().map(|fault| format!("{} {}", fault.field, fault.message)).collect();
        return Err(SeedError::refused("an account", format!("{}: {}", rejected.number, reasons.join("; "))));
    }
    let mut tx = store.begin(ctx).await?;
    for account in ACCOUNTS {
        if let Some(rep) = colleagues.iter().find(|colleague| colleague.email == account.rep) {
            accounts::assign_rep(ctx, &mut tx, account.number, rep.user).await?;
        }
        if let Some(policy) = policy(account) {
            approvals::set_policy(ctx, &mut tx, account.number, &policy, 0).await?;
        }
    }
    tx.commit().await?;
    Ok(Seeded { tenant: ctx.tenant, users: users(), clients: clients(store, ctx).await? })
}

/// The account with this number.
pub(super) async fn card(store: &Store, ctx: &Ctx, number: &str) -> Result<AccountCard, SeedError> {
    let (account, _) = accounts::account_at(ctx, store.reader(), number, Action::AccountRead).await?;
    Ok(accounts::account_card(ctx, store.reader(), account.id).await?)
}

async fn open(store: &Store, ctx: &Ctx) -> Result<(), SeedError> {
    let mut tx = store.begin(ctx).await?;
    let details = TenantDetails { accent: ACCENT.to_owned(), ..TenantDetails::new(SELLER_SLUG, SELLER) };
    accounts::create_tenant(ctx, &mut tx, &details).await?;
    pricing::open_market(ctx, &mut tx, MARKET, Currency::EUR).await?;
    let workshops = AccountGroup { code: WORKSHOPS.to_owned(), name: WORKSHOPS_NAME.to_owned() };
    accounts::create_group(ctx, &mut tx, &workshops).await?;
    tx.commit().await?;
    Ok(())
}

fn person(person: &Person) -> PersonDraft {
    PersonDraft {
        email: person.email.to_owned(),
        name: person.name.to_owned(),
        role: person.role,
        locale: person.locale,
        order_limit: person.order_limit.map(euro),
        password: Some(PASSWORD.to_owned()),
    }
}

fn euro(whole: i64) -> Money {
    Money::from_micros(whole * 1_000_000, Currency::EUR)
}

fn account(account: &Account) -> AccountDraft {
    let details = AccountDetails {
        parent: account.parent.map(str::to_owned),
        group: account.group.map(str::to_owned),
        vat_id: account.vat_id.map(str::to_owned),
        market: MARKET.to_owned(),
        payment_terms_days: account.payment_terms_days,
        state: if account.blocked { AccountState::Blocked } else { AccountState::Active },
        ..AccountDetails::new(account.number, account.name, account.country, Currency::EUR)
    };
    let sites = account.sites.iter().enumerate().map(|(place, site)| SiteDetails {
        code: site.code.to_owned(),
        name: site.name.to_owned(),
        street: site.street.to_owned(),
        postal_code: site.postal_code.to_owned(),
        city: site.city.to_owned(),
        province: site.province.map(str::to_owned),
        country: site.country.to_owned(),
        is_default: place == 0,
    });
    let centres = account.cost_centres.iter().map(|centre| CostCentreDetails {
        code: centre.code.to_owned(),
        name: centre.name.to_owned(),
        active: true,
    });
    AccountDraft {
        details,
        sites: sites.collect(),
        cost_centres: centres.collect(),
        people: account.people.iter().map(person).collect(),
    }
}

fn policy(account: &Account) -> Option<Policy> {
    let steps = account.approvals.iter().map(|step| PolicyStep { who: Who::Role(step.role), up_to: step.up_to.map(euro) });
    (!account.approvals.is_empty()).then(|| Policy { order_limit: None, steps: steps.collect(), version: 0 })
}

/// The story's customer first, then the seller's people, then the other customers.
fn users() -> Vec<SeededUser> {
    let of = |account: &'static Account| account.people.iter().map(|person| (person, Some(account.number)));
    let (rossi, others): (Vec<&Account>, Vec<&Account>) = ACCOUNTS.iter().partition(|account| account.number == ROSSI);
    let colleagues = COLLEAGUES.iter().map(|person| (person, None));
    let all = rossi.into_iter().flat_map(of).chain(colleagues).chain(others.into_iter().flat_map(of));
    all.map(|(person, account)| SeededUser {
        email: person.email.to_owned(),
        password: PASSWORD.to_owned(),
        role: person.role,
        account: account.map(str::to_owned),
    })
    .collect()
}

/// One client of the tenant with all scopes, and one of Officine Rossi, whose orders go to its first cost centre.
async fn clients(store: &Store, ctx: &Ctx) -> Result<Vec<SeededClient>, SeedError> {
    let rossi = card(store, ctx, ROSSI).await?;
    let wanted = [
        (None, NewClient { name: "ERP".to_owned(), account: None, scopes: ClientScope::ALL.to_vec(), default_cost_centre: None }),
        (
            Some(rossi.account.number),
            NewClient {
                name: "Gestionale Officine Rossi".to_owned(),
                account: Some(rossi.account.id),
                scopes: vec![ClientScope::CatalogRead, ClientScope::PricesRead, ClientScope::OrdersWrite],
                default_cost_centre: rossi.cost_centres.first().map(|centre| centre.code.clone()),
            },
        ),
    ];
    let mut clients = Vec::with_capacity(wanted.len());
    let mut tx = store.begin(ctx).await?;
    for (account, new) in wanted {
        let created = accounts::create_client(ctx, &mut tx, &new).await?;
        clients.push(SeededClient {
            client_id: created.client.client_id,
            client_secret: created.secret,
            account,
            scopes: accounts::scope_text(&created.client.scopes),
        });
    }
    tx.commit().await?;
    Ok(clients)
}
