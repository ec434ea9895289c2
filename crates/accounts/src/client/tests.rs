use kernel::{Action, ActionSet, Denied, Fault, Role};
use web::Authenticator;

use super::model::{ClientOwner, ClientScope, actions};
use crate::testing::{PASSWORD, World};
use crate::*;

#[test]
fn scopes_read_and_write_alike() {
    for scope in ClientScope::ALL {
        assert_eq!(ClientScope::parse(scope.code()), Some(scope));
        assert_eq!(serde_json::to_value(scope).unwrap(), scope.code(), "the API's word is the stored one");
    }
    let scopes = parse_scopes("orders:write  catalog:read catalog:read").unwrap();
    assert_eq!(scope_text(&scopes), "catalog:read orders:write");
    assert_eq!(parse_scopes("catalog:read nonsense"), Err("nonsense".to_owned()));
    assert!(parse_scopes(" ").unwrap().is_empty());
}

#[test]
fn a_customers_client_never_gets_what_is_the_sellers() {
    let sellers = [
        Action::AccountAdminister,
        Action::ActFor,
        Action::CatalogManage,
        Action::PriceManage,
        Action::StockManage,
        Action::OrderManage,
        Action::SettingsManage,
        Action::OperationsRead,
        Action::ClientManage,
        Action::ProfileUse,
        Action::OfficeUse,
    ];
    let all = actions(&ClientScope::ALL, ClientOwner::Account);
    for action in Action::ALL {
        assert_eq!(all.contains(action), !sellers.contains(&action), "{action:?}");
    }
    assert_eq!(actions(&[ClientScope::Admin], ClientOwner::Tenant), ActionSet::all());
    for scope in ClientScope::ALL {
        assert!(scope.fits(ClientOwner::Tenant));
        let more = scope.actions(ClientOwner::Account);
        assert_eq!(more.intersection(scope.actions(ClientOwner::Tenant)), more, "{scope:?} is worth more to the seller");
    }
    assert!(actions(&[ClientScope::CatalogRead], ClientOwner::Tenant).contains(Action::ActFor));
}

fn new(account: Option<kernel::AccountId>, scopes: &[ClientScope]) -> NewClient {
    NewClient { name: "ERP".to_owned(), account, scopes: scopes.to_vec(), default_cost_centre: None }
}

async fn create(world: &World<'_>, email: &str, new: &NewClient) -> Result<CreatedClient, AccountsError> {
    let ctx = world.ctx_of(email).await;
    let mut tx = world.test.store.begin(&ctx).await.unwrap();
    let created = create_client(&ctx, &mut tx, new).await?;
    tx.commit().await.unwrap();
    Ok(created)
}

#[tokio::test]
async fn a_customers_system_gets_a_token_until_it_is_revoked() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let scopes = [ClientScope::OrdersWrite, ClientScope::CatalogRead];
        let wanted = NewClient { default_cost_centre: Some("PRO".to_owned()), ..new(Some(world.rossi.id), &scopes) };
        let created = create(&world, "admin@rossi.example", &wanted).await.unwrap();
        let (id, secret) = (created.client.client_id.as_str(), created.secret.as_str());
        // The token endpoint is asked under whatever host: the client tells the tenant.
        let mut anywhere = test.stranger();
        anywhere.actor = kernel::Actor::anonymous();
        let issued = issue_token(&anywhere, &test.store, (id, secret), None).await.unwrap();
        assert_eq!(scope_text(&issued.scopes), "catalog:read orders:write");
        let identities = Identities::new(test.store.clone(), Directory::new());
        let identity = identities.by_bearer(&issued.token, test.clock.now()).await.unwrap().unwrap();
        assert_eq!((identity.tenant, identity.actor.account), (test.tenant, Some(world.rossi.id)));
        assert!(identities.by_session(&issued.token, test.clock.now()).await.unwrap().is_none(), "no cookie carries it");
        let ctx = kernel::Ctx { tenant: identity.tenant, actor: identity.actor.clone(), ..anywhere.clone() };
        assert!(ctx.may(Action::OrderPlace, kernel::Scope::Account(world.rossi.id)));
        assert_eq!(ctx.permit(Action::OrderPlace, kernel::Scope::Account(world.bianchi.id)).unwrap_err(), Denied::Secret);
        assert!(!ctx.may(Action::PriceRead, kernel::Scope::Account(world.rossi.id)), "not among its scopes");
        let charged = async |account| standing(test.store.reader(), &ctx, account).await.unwrap().default_cost_centre;
        assert_eq!(charged(world.rossi.id).await.as_deref(), Some("PRO"));
        assert_eq!(charged(world.bianchi.id).await, None, "another account's orders are not charged to it");

        let fewer = issue_token(&anywhere, &test.store, (id, secret), Some(&[ClientScope::CatalogRead])).await.unwrap();
        assert_eq!(scope_text(&fewer.scopes), "catalog:read");
        let more = issue_token(&anywhere, &test.store, (id, secret), Some(&[ClientScope::AuditRead])).await.unwrap_err();
        assert_eq!(more.fields()[0].field, "scope");
        for (id, secret) in [(id, "fds_wrong"), ("fondaco-unknown", secret), ("\u{0}", secret)] {
            let refused = issue_token(&anywhere, &test.store, (id, secret), None).await.unwrap_err();
            assert!(matches!(refused, AccountsError::BadCredentials));
        }

        test.clock.advance_seconds(TOKEN_SECONDS);
        assert!(identities.by_bearer(&issued.token, test.clock.now()).await.unwrap().is_none(), "also from memory");
        let again = issue_token(&anywhere, &test.store, (id, secret), None).await;
        assert!(again.is_ok());
        let admin = world.ctx_of("admin@rossi.example").await;
        let mut tx = test.store.begin(&admin).await.unwrap();
        revoke_client(&admin, &mut tx, created.client.id).await.unwrap();
        tx.commit().await.unwrap();
        let refused = issue_token(&anywhere, &test.store, (id, secret), None).await.unwrap_err();
        assert!(matches!(refused, AccountsError::BadCredentials));
        let listed = list_clients(&admin, test.store.reader()).await.unwrap();
        assert!(listed[0].revoked_at.is_some());
    }
}

#[tokio::test]
async fn clients_are_made_within_reach_and_scope() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let (rossi, bianchi) = (Some(world.rossi.id), Some(world.bianchi.id));
        for (email, wanted, code) in [
            ("admin@rossi.example", new(rossi, &[ClientScope::Admin]), "accounts.invalid"),
            ("admin@rossi.example", new(rossi, &[ClientScope::StockWrite]), "accounts.invalid"),
            ("admin@rossi.example", new(rossi, &[]), "accounts.invalid"),
            ("admin@rossi.example", new(bianchi, &[ClientScope::CatalogRead]), "access.not_found"),
            ("admin@rossi.example", new(None, &[ClientScope::CatalogRead]), "access.forbidden"),
            ("requester@rossi.example", new(rossi, &[ClientScope::CatalogRead]), "access.forbidden"),
            (
                "boss@seller.example",
                NewClient { default_cost_centre: Some("NO".to_owned()), ..new(rossi, &[ClientScope::CatalogRead]) },
                "accounts.invalid",
            ),
        ] {
            let refused = create(&world, email, &wanted).await.unwrap_err();
            assert_eq!(refused.code(), code, "{email} {wanted:?}");
        }
        let integration = create(&world, "boss@seller.example", &new(None, &[ClientScope::Admin])).await.unwrap();
        let admin = world.ctx_of("admin@rossi.example").await;
        assert!(list_clients(&admin, test.store.reader()).await.unwrap().is_empty());
        let mut tx = test.store.begin(&admin).await.unwrap();
        for id in [integration.client.id, kernel::ClientId::new(test.clock.now())] {
            let refused = revoke_client(&admin, &mut tx, id).await.unwrap_err();
            assert_eq!(refused.code(), "access.not_found", "secret and absent look alike");
        }
    }
}

#[tokio::test]
async fn clients_and_reps_act_for_others_as_far_as_they_reach() {
    let passwords = Passwords::new().unwrap();
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let directory = Directory::new();
        directory.load(&test.store, test.tenant).await.unwrap();
        let identities = Identities::new(test.store.clone(), directory);
        let created = create(&world, "boss@seller.example", &new(None, &[ClientScope::Admin])).await.unwrap();
        let own = create(&world, "admin@rossi.example", &new(Some(world.rossi.id), &[ClientScope::OrdersWrite])).await.unwrap();
        let identity = async |client: &CreatedClient| {
            let pair = (client.client.client_id.as_str(), client.secret.as_str());
            let issued = issue_token(&world.anonymous(), &test.store, pair, None).await.unwrap();
            identities.by_bearer(&issued.token, test.clock.now()).await.unwrap().unwrap()
        };
        let requester = world.person("requester@bianchi.example").await;
        let (sellers, customers) = (identity(&created).await, identity(&own).await);
        for (whom, user) in [
            ("1002".to_owned(), None),
            (world.bianchi.id.to_string(), None),
            ("Requester@bianchi.example".to_owned(), Some(requester.user)),
            (requester.user.to_string(), Some(requester.user)),
        ] {
            let actor = identities.act_for(&sellers, &whom).await.unwrap();
            let acting = actor.acting_for.unwrap();
            assert_eq!((acting.account, acting.user), (world.bianchi.id, user), "{whom}");
            let refused = identities.act_for(&customers, &whom).await.unwrap_err();
            assert_eq!(refused.code(), "access.forbidden", "{whom}");
        }
        for whom in ["9999", "nobody@bianchi.example", "boss@seller.example", "\u{0}", "018f0000-0000-7000-8000-000000000000"] {
            assert_eq!(identities.act_for(&sellers, whom).await.unwrap_err().code(), "access.not_found", "{whom:?}");
            let refused = identities.act_for(&customers, whom).await.unwrap_err();
            assert_eq!(refused.code(), "access.forbidden", "{whom:?}: a customer's system learns nothing of who there is");
        }
        let itself = identities.act_for(&customers, "1001").await.unwrap();
        assert_eq!(itself.acting_for, None, "naming one's own account is no standing in");
        assert!(identities.act_for(&customers, &world.rossi.id.to_string()).await.is_ok());
        let without_memory = Identities::new(test.store.clone(), Directory::new());
        assert!(without_memory.act_for(&customers, " 1001 ").await.is_ok());
        assert!(without_memory.act_for(&customers, "1002").await.is_err());

        world.give_password(&passwords, "rep@seller.example").await;
        let signed_in = login(&world.anonymous(), &test.store, &passwords, "rep@seller.example", PASSWORD).await.unwrap();
        let rep = identities.by_session(&signed_in.token, test.clock.now()).await.unwrap().unwrap();
        assert!(identities.act_for(&rep, "1001").await.unwrap().acting_for.is_some());
        assert_eq!(identities.act_for(&rep, "1002").await.unwrap_err().code(), "access.not_found");
    }
}

#[tokio::test]
async fn personal_tokens_are_their_owner_until_taken_back() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let me = world.ctx_of("approver@rossi.example").await;
        let mut tx = test.store.begin(&me).await.unwrap();
        assert!(create_personal_token(&me, &mut tx, "script", 366).await.is_err());
        let (token, secret) = create_personal_token(&me, &mut tx, "script", 2).await.unwrap();
        let (other, _) = create_personal_token(&me, &mut tx, "other", 1).await.unwrap();
        tx.commit().await.unwrap();
        let known = async || {
            let identities = Identities::new(test.store.clone(), Directory::new());
            identities.by_bearer(&secret, test.clock.now()).await.unwrap()
        };
        assert_eq!(known().await.unwrap().actor.actions, Role::Approver.actions());
        let stranger = world.ctx_of("approver@bianchi.example").await;
        let mut tx = test.store.begin(&stranger).await.unwrap();
        assert!(matches!(revoke_personal_token(&stranger, &mut tx, token.id).await, Err(AccountsError::NotFound(_))));
        drop(tx);
        let mut tx = test.store.begin(&me).await.unwrap();
        revoke_personal_token(&me, &mut tx, other.id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(list_personal_tokens(&me, test.store.reader()).await.unwrap(), [token]);
        test.clock.advance_seconds(2 * 24 * 3600);
        assert!(known().await.is_none());
        assert!(sweep(&test.store).await.unwrap() >= 1);
    }
}

#[tokio::test]
async fn hosts_lead_to_tenants() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let fresh = || Identities::new(test.store.clone(), Directory::new());
        let home = fresh().by_host("anything.example:8080").await.unwrap().unwrap();
        assert_eq!(home.tenant, world.test.tenant, "the only tenant answers to every name");
        let second = test.stranger();
        let mut tx = test.store.begin(&second).await.unwrap();
        let details = TenantDetails { host: Some("Two.Example".to_owned()), ..TenantDetails::new("two", "Second") };
        create_tenant(&second, &mut tx, &details).await.unwrap();
        let taken = create_tenant(&test.stranger(), &mut tx, &TenantDetails::new("TWO", "Third")).await.unwrap_err();
        assert!(matches!(taken, AccountsError::Taken { field: "slug" }), "{taken:?}");
        drop(tx);
        let mut tx = test.store.begin(&second).await.unwrap();
        create_tenant(&second, &mut tx, &details).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(fresh().by_host("two.example:443").await.unwrap().unwrap().tenant, second.tenant);
        let others = fresh().by_host("anything.example").await.unwrap().unwrap();
        assert_eq!(others.tenant, world.test.tenant, "the one without a host of its own keeps all other names");
        let third = TenantDetails::new("three", "Third");
        let ctx = test.stranger();
        let mut tx = test.store.begin(&ctx).await.unwrap();
        create_tenant(&ctx, &mut tx, &third).await.unwrap();
        tx.commit().await.unwrap();
        assert!(fresh().by_host("anything.example").await.unwrap().is_none(), "of two such, neither is guessed");
    }
}
