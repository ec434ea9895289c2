//! Creating tenants, people and API clients from the command line.

use std::process::ExitCode;

use accounts::{NewClient, TenantDetails};
use anyhow::{Context, Result, bail};
use kernel::{Ctx, Currency, Role, TenantId};
use serde_json::json;

use super::say::say;
use super::{ready_store, tenant_ctx};
use crate::cli::{ClientCommand, TenantCommand, UserCommand};
use crate::settings::Settings;

pub async fn tenant(settings: Settings, command: TenantCommand) -> Result<ExitCode> {
    let TenantCommand::Create { slug, name, country, currency, host, json } = command;
    let currency = Currency::parse(&currency).context("--currency takes a code such as EUR")?;
    let store = ready_store(&settings).await?;
    let now = store.clock().now();
    let ctx = Ctx::system(TenantId::new(now), now);
    let others = accounts::list_tenants(store.reader()).await?;
    if let (None, Some(other)) = (&host, others.iter().find(|other| other.host.is_none())) {
        bail!("`{}` answers on every host that is nobody's; say with --host where `{slug}` is at home", other.slug);
    }
    let mut tx = store.begin(&ctx).await?;
    let details = TenantDetails { host, ..TenantDetails::new(&slug, &name) };
    let tenant = accounts::create_tenant(&ctx, &mut tx, &details).await?;
    pricing::open_market(&ctx, &mut tx, &country, currency).await?;
    tx.commit().await?;
    print(json, &json!({"tenant": tenant.slug, "name": tenant.name, "id": tenant.id, "currency": currency.code()}))?;
    if !json {
        say(format!("next: fondaco user create --tenant {} --role admin --name NAME EMAIL", tenant.slug))?;
    }
    Ok(ExitCode::SUCCESS)
}

pub async fn user(settings: Settings, command: UserCommand) -> Result<ExitCode> {
    let UserCommand::Create { email, name, role, account, locale, password, tenant, json } = command;
    let Some(role) = Role::parse(&role) else {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
        bail!("there is no role `{role}`; there are {}", known.join(", "));
    };
    let store = ready_store(&settings).await?;
    let ctx = tenant_ctx(&store, tenant.as_deref()).await?;
    let given = password.is_some();
    let password = password.unwrap_or_else(made_password);
    let draft = accounts::load::PersonDraft { email, name, role, locale, order_limit: None, password: Some(password.clone()) };
    let person = accounts::load::write_person(&store, &ctx, account.as_deref(), draft).await?;
    let mut shown = json!({"email": person.email, "role": person.role, "account": account, "locale": person.locale.code()});
    if !given {
        shown["password"] = json!(password);
    }
    print(json, &shown)?;
    Ok(ExitCode::SUCCESS)
}

pub async fn client(settings: Settings, command: ClientCommand) -> Result<ExitCode> {
    let ClientCommand::Create { name, scopes, account, tenant, json } = command;
    let scopes = accounts::parse_scopes(&scopes).map_err(|scope| anyhow::anyhow!("there is no scope `{scope}`"))?;
    let store = ready_store(&settings).await?;
    let ctx = tenant_ctx(&store, tenant.as_deref()).await?;
    let mut tx = store.begin(&ctx).await?;
    let owner = match &account {
        None => None,
        Some(number) => {
            let (account, _) = accounts::account_at(&ctx, tx.conn(), number, kernel::Action::ClientManage)
                .await
                .with_context(|| format!("the account `{number}`"))?;
            Some(account.id)
        }
    };
    let new = NewClient { name, account: owner, scopes, default_cost_centre: None };
    let created = accounts::create_client(&ctx, &mut tx, &new).await?;
    tx.commit().await?;
    print(
        json,
        &json!({
            "client_id": created.client.client_id, "client_secret": created.secret, "account": account,
            "scopes": accounts::scope_text(&created.client.scopes),
        }),
    )?;
    Ok(ExitCode::SUCCESS)
}

fn made_password() -> String {
    use rand::distr::{Alphanumeric, SampleString};
    Alphanumeric.sample_string(&mut rand::rng(), 20)
}

fn print(as_json: bool, value: &serde_json::Value) -> Result<()> {
    match value.as_object() {
        Some(map) if !as_json => {
            let shown = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let lines = map.iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| format!("{name}: {}", shown(value)));
            say(lines.collect::<Vec<String>>().join("\n"))
        }
        _ => say(value.to_string()),
    }
}
