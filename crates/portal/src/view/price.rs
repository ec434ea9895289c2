//! Prices for pages, and who asks for them.

use accounts::Directory;
use kernel::{Ctx, Percent, Quantity, Rounding, RoundingMode, UnitPrice};
use pricing::{Asker, DerivationStep, Effect, LinePrice, ListScope};
use web::page::Phrase;

use crate::part::product::{PriceStep, PriceView, TierView, evenly};

/// Who asks: the account in effect; the seller's own people see what is for everyone. An account that is not known asks
/// nothing and sees no price.
pub fn asker(directory: &Directory, ctx: &Ctx) -> Option<Asker> {
    let Some(account) = ctx.account() else { return Some(Asker::everyone(ctx.tenant, ctx.now)) };
    let card = directory.card(ctx.tenant, account)?;
    Some(Asker {
        tenant: ctx.tenant,
        account: Some(account),
        ancestors: directory.ancestors(ctx.tenant, account),
        group: card.account.group.clone(),
        market: Some(card.account.market.clone()),
        currency: Some(card.account.currency),
        at: ctx.now,
    })
}

/// A price with its breaks; with its derivation when it was asked for.
pub fn price_view(price: &LinePrice, minimum: Quantity) -> PriceView {
    let list = price.list_price.filter(|list| list.micros() > price.unit_price.micros());
    let first = price.tiers.first().map(|tier| tier.unit_price);
    let applies = price.tiers.iter().rposition(|tier| tier.from_quantity.micros() <= price.quantity.micros());
    let even = evenly(&price.tiers.iter().map(|tier| tier.unit_price).collect::<Vec<_>>());
    let tiers = price.tiers.iter().zip(even).enumerate().map(|(place, (tier, even))| TierView {
        // A tier from zero is the price of any quantity that is sold at all.
        from: if tier.from_quantity.is_positive() { tier.from_quantity } else { minimum },
        price: even,
        saving: first.and_then(|first| saving(first, tier.unit_price)),
        applies: applies == Some(place) && tier.unit_price == price.unit_price,
    });
    PriceView {
        own: price.unit_price,
        saving: list.and_then(|list| saving(list, price.unit_price)),
        list,
        per: Quantity::from_micros(1_000_000, price.quantity.unit()),
        asked: None,
        tiers: tiers.collect(),
        steps: price.derivation.clone().map(DerivationStep::for_buyers).iter().flatten().map(step).collect(),
        source: price.source.code().to_owned(),
        as_of: price.as_of,
    }
}

/// How much less one price is than another, to a tenth of a per cent; none when it is not less.
pub fn saving(from: UnitPrice, to: UnitPrice) -> Option<Percent> {
    let less = i128::from(from.micros()) - i128::from(to.micros());
    if less <= 0 || from.micros() <= 0 {
        return None;
    }
    let tenth = Rounding { mode: RoundingMode::HalfUp, decimals: 1 };
    let percent = tenth.divide(less * 100 * 1_000_000, i128::from(from.micros())).ok()?;
    Some(Percent::from_micros(percent)).filter(|percent| *percent > Percent::ZERO)
}

fn step(step: &DerivationStep) -> PriceStep {
    PriceStep {
        what: Phrase::new(format!("price-effect-{}", effect_code(step.effect))),
        list: step.list.clone(),
        scope: step.scope.map(|scope| scope_code(scope).to_owned()),
        percent_off: step.percent_off,
        from: step.from_quantity.filter(|quantity| quantity.is_positive()),
        won: step.effect == Effect::Won,
        result: step.result,
    }
}

pub const fn effect_code(effect: Effect) -> &'static str {
    match effect {
        Effect::Won => "won",
        Effect::Outranked => "outranked",
        Effect::NotLowest => "not_lowest",
        Effect::NoEntry => "no_entry",
        Effect::QuantityTooSmall => "quantity_too_small",
        Effect::NotInForce => "not_in_force",
        Effect::ShutOut => "shut_out",
        Effect::Base => "base",
    }
}

pub const fn scope_code(scope: ListScope) -> &'static str {
    match scope {
        ListScope::Account => "account",
        ListScope::Parent => "parent",
        ListScope::Group => "group",
        ListScope::Everyone => "everyone",
    }
}
