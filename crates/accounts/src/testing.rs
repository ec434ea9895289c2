//! A small company and its seller, for this room's tests.

use kernel::{AccountId, Actor, Ctx, Currency, Locale, Money, Role};
use testkit::TestStore;

use crate::load::{AccountDraft, PersonDraft, write_accounts, write_colleagues};
use crate::session::login::actor_of;
use crate::{Account, AccountDetails, CostCentreDetails, Person, SiteDetails, TenantDetails, account, create_tenant, person};

pub const PASSWORD: &str = "tornio verde 42";

pub fn euros(amount: &str) -> Money {
    Money::parse(amount, Currency::EUR).unwrap()
}

pub fn site(code: &str, is_default: bool) -> SiteDetails {
    SiteDetails {
        code: code.to_owned(),
        name: format!("Stabilimento {code}"),
        street: "Via dei Torni 7".to_owned(),
        postal_code: "40100".to_owned(),
        city: "Bologna".to_owned(),
        province: Some("BO".to_owned()),
        country: "IT".to_owned(),
        is_default,
    }
}

pub fn centre(code: &str) -> CostCentreDetails {
    CostCentreDetails { code: code.to_owned(), name: format!("Reparto {code}"), active: true }
}

pub fn draft(email: &str, role: Role) -> PersonDraft {
    PersonDraft {
        email: email.to_owned(),
        name: email.split('@').next().unwrap_or(email).to_owned(),
        role,
        locale: Locale::It,
        order_limit: None,
        password: None,
    }
}

pub fn company(number: &str, domain: &str) -> AccountDraft {
    AccountDraft {
        details: AccountDetails::new(number, &format!("Officine {domain}"), "IT", Currency::EUR),
        sites: vec![site("BO", true), site("MO", false)],
        cost_centres: vec![centre("MAN"), centre("PRO")],
        people: vec![
            draft(&format!("requester@{domain}.example"), Role::Requester),
            draft(&format!("approver@{domain}.example"), Role::Approver),
            draft(&format!("admin@{domain}.example"), Role::AccountAdmin),
        ],
    }
}

/// The test's tenant with two accounts, `1001` (rossi) and `1002` (bianchi), whose people have no passwords yet but are
/// active, a seller's admin and a rep in charge of `1001`.
pub struct World<'a> {
    pub test: &'a TestStore,
    pub rossi: Account,
    pub bianchi: Account,
}

impl World<'_> {
    pub async fn new(test: &TestStore) -> World<'_> {
        let ctx = test.ctx();
        let mut tx = test.store.begin(&ctx).await.unwrap();
        create_tenant(&ctx, &mut tx, &TenantDetails::new("demo", "Cuscinetti & C.")).await.unwrap();
        tx.commit().await.unwrap();
        let report = write_accounts(&test.store, &ctx, vec![company("1001", "rossi"), company("1002", "bianchi")]).await.unwrap();
        assert_eq!((report.created, report.rejected.len()), (2, 0), "{report:?}");
        write_colleagues(
            &test.store,
            &ctx,
            &[draft("boss@seller.example", Role::Admin), draft("rep@seller.example", Role::SalesRep)],
        )
        .await
        .unwrap();
        activate_all(test).await;
        let find = async |number| account::repo::by_number(test.store.reader(), ctx.tenant, number).await.unwrap().unwrap();
        let world = World { test, rossi: find("1001").await, bianchi: find("1002").await };
        let rep = world.person("rep@seller.example").await;
        let mut tx = test.store.begin(&ctx).await.unwrap();
        crate::assign_rep(&ctx, &mut tx, "1001", rep.user).await.unwrap();
        tx.commit().await.unwrap();
        world
    }

    pub async fn person(&self, email: &str) -> Person {
        person::repo::by_email(self.test.store.reader(), self.test.tenant, email).await.unwrap().unwrap()
    }

    /// The context of somebody signed in, now.
    pub async fn ctx_of(&self, email: &str) -> Ctx {
        let person = self.person(email).await;
        let in_charge: Vec<AccountId> =
            person::repo::in_charge(self.test.store.reader(), self.test.tenant, person.user).await.unwrap();
        Ctx { actor: actor_of(&person, &in_charge), ..self.test.ctx() }
    }

    pub fn anonymous(&self) -> Ctx {
        Ctx { actor: Actor::anonymous(), ..self.test.ctx() }
    }

    /// Gives a person the test's password, as an administrator of the database would.
    pub async fn give_password(&self, passwords: &crate::Passwords, email: &str) {
        let hash = passwords.hash(PASSWORD).await.unwrap();
        let ctx = self.test.ctx();
        let mut tx = self.test.store.begin(&ctx).await.unwrap();
        let person = self.person(email).await;
        person::repo::set_password(tx.conn(), ctx.tenant, person.user, Some(&hash)).await.unwrap();
        tx.needs_no_audit();
        tx.commit().await.unwrap();
    }
}

async fn activate_all(test: &TestStore) {
    use sea_orm::ConnectionTrait;
    test.store.writer().execute_unprepared("UPDATE users SET state = 'active'").await.unwrap();
}
