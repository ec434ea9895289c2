//! The rooms' memory, loaded once what it is built from is written, and people as they ask.

use accounts::Directory;
use catalog::Catalogue;
use checkout::Desk;
use inventory::StockView;
use kernel::{AccountId, Actor, ActorKind, CorrelationId, Ctx, Reach, TenantId, Timestamp};
use orders::Numbers;
use pricing::PriceBook;
use store::Store;

use super::SeedError;

/// What orders and carts are made with.
pub(super) struct Rooms {
    pub directory: Directory,
    pub book: PriceBook,
    pub numbers: Numbers,
    pub desk: Desk,
}

impl Rooms {
    pub async fn open(store: &Store, tenant: TenantId) -> Result<Rooms, SeedError> {
        let (directory, catalogue, book, stock) = (Directory::new(), Catalogue::default(), PriceBook::new(), StockView::new());
        directory.load(store, tenant).await?;
        catalogue.load(store, tenant).await?;
        book.load(store, tenant).await?;
        stock.load(store, tenant).await?;
        let numbers = Numbers::new(store.clone());
        let desk = Desk::new(directory.clone(), catalogue, book.clone(), stock, numbers.clone());
        Ok(Rooms { directory, book, numbers, desk })
    }
}

/// The context in which a person of an account, named by e-mail address, asks at a moment.
pub(super) async fn person_at(
    store: &Store,
    ctx: &Ctx,
    (account, email): (AccountId, &str),
    at: Timestamp,
) -> Result<Ctx, SeedError> {
    let people = accounts::active_people(store.reader(), ctx, account).await?;
    let person = people.into_iter().find(|person| person.email == email);
    let person = person.ok_or_else(|| SeedError::refused("an order", format!("there is no {email}")))?;
    let actor = Actor {
        kind: ActorKind::Person(person.user),
        name: person.name.as_str().into(),
        account: Some(account),
        acting_for: None,
        actions: person.role.actions(),
        reach: Reach::Accounts([account].into()),
    };
    Ok(Ctx { tenant: ctx.tenant, actor, locale: person.locale, correlation: CorrelationId::new(at), now: at })
}
