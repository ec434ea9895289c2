//! What the audit trail tells of a tenant's settings, and of the addresses that goods are sent to.

use kernel::PageRequest;
use serde_json::{Value as Json, json};
use store::{AuditFilter, list_audit};
use testkit::TestStore;

use crate::account::model::SiteDetails;
use crate::testing::World;
use crate::{account_card, migrations, set_setting, update_site};

/// The detail of an action's newest entry.
async fn audited(test: &TestStore, action: &str) -> Json {
    let wanted = AuditFilter { action: Some(action.to_owned()), ..AuditFilter::default() };
    let rows = list_audit(test.store.reader(), &test.ctx(), &wanted, &PageRequest::new(None, None)).await.unwrap();
    rows.items.into_iter().next().unwrap().detail
}

#[tokio::test]
async fn a_setting_is_audited_with_its_key_and_values() {
    for test in testkit::stores(migrations).await {
        World::new(&test).await;
        for (value, was) in [(30, Json::Null), (45, json!(30))] {
            test.clock.advance_seconds(1);
            let ctx = test.ctx();
            let mut tx = test.store.begin(&ctx).await.unwrap();
            set_setting(&ctx, &mut tx, "checkout.days", json!(value)).await.unwrap();
            tx.commit().await.unwrap();
            let detail = audited(&test, "accounts.update_tenant").await;
            assert_eq!(detail, json!({"checkout.days": {"was": was, "is": value}}), "{}", test.engine());
        }
    }
}

#[tokio::test]
async fn a_site_is_audited_with_the_address_that_it_had() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        test.clock.advance_seconds(1);
        let ctx = test.ctx();
        let card = account_card(&ctx, test.store.reader(), world.rossi.id).await.unwrap();
        let known = card.site("MO").unwrap();
        let details = SiteDetails {
            code: known.code.clone(),
            name: known.name.clone(),
            street: "Via Nuova 7".to_owned(),
            postal_code: known.postal_code.clone(),
            city: known.city.clone(),
            province: known.province.clone(),
            country: known.country.clone(),
            is_default: known.is_default,
        };
        let mut tx = test.store.begin(&ctx).await.unwrap();
        update_site(&ctx, &mut tx, ("1001", "MO"), &details, known.version).await.unwrap();
        tx.commit().await.unwrap();
        let changes = json!({"street": {"was": known.street, "is": "Via Nuova 7"}});
        let detail = audited(&test, "accounts.update_site").await;
        assert_eq!(detail, json!({"account": "1001", "changes": changes}), "{}", test.engine());
    }
}

#[test]
fn a_tenants_host_is_a_name_alone() {
    for (host, good) in [
        ("shop.example", true),
        ("Shop-2.example", true),
        ("localhost", true),
        ("shop.example:8080", false),
        ("https://shop.example", false),
        ("shop.example/it", false),
        ("two words.example", false),
    ] {
        let mut details = crate::TenantDetails::new("shop", "Shop");
        details.host = Some(host.to_owned());
        assert_eq!(details.cleaned().is_ok(), good, "{host}");
    }
}
