//! The counts in the top bar: what is in the cart, what waits for a decision, what is unread. Kept for some seconds, since
//! every page shows them.

use kernel::{AccountId, Action, ActorKind, Ctx, Money, Scope, TenantId, UserId};
use web::page::{ActingBanner, CartBadge, Shell};

use super::portal::Portal;

/// Whose counts they are: a person in an account, and for whom they act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BadgeKey {
    tenant: TenantId,
    user: UserId,
    account: Option<AccountId>,
    acting: Option<UserId>,
}

impl BadgeKey {
    pub fn of(ctx: &Ctx) -> Option<BadgeKey> {
        let ActorKind::Person(user) = ctx.actor.kind else { return None };
        let acting = ctx.actor.acting_for.and_then(|acting| acting.user);
        Some(BadgeKey { tenant: ctx.tenant, user, account: ctx.account(), acting })
    }
}

#[derive(Debug, Clone, Default)]
pub struct Badges {
    cart_lines: u64,
    cart_net: Option<Money>,
    approvals: u64,
    unread: u64,
    acting: Option<ActingBanner>,
}

impl Badges {
    pub fn show_on(&self, shell: &mut Shell) {
        shell.cart = CartBadge { lines: self.cart_lines, net: self.cart_net };
        shell.approvals_pending = self.approvals;
        shell.inbox_unread = self.unread;
        shell.acting.clone_from(&self.acting);
    }
}

impl Portal {
    /// The counts for the caller; a count that cannot be had is left at zero and logged, since a page is worth more than
    /// its badges.
    pub(super) async fn badges_of(&self, ctx: &Ctx) -> Option<Badges> {
        let key = BadgeKey::of(ctx)?;
        if let Some(badges) = self.badges.get(&key) {
            return Some(badges);
        }
        let mut badges = Badges::default();
        if let Err(problem) = self.count(ctx, &mut badges).await {
            tracing::warn!(code = problem.code(), correlation_id = %ctx.correlation, "the top bar's counts could not be read");
            return Some(badges);
        }
        self.badges.insert(key, badges.clone());
        Some(badges)
    }

    async fn count(&self, ctx: &Ctx, badges: &mut Badges) -> web::Answer<()> {
        let conn = self.parts.ground.store.reader();
        if let Some(user) = ctx.person() {
            badges.unread = notifications::unread_count(conn, ctx, user).await?;
        }
        let Some(account) = ctx.account() else { return Ok(()) };
        if ctx.may(Action::ApprovalDecide, Scope::Account(account)) {
            let waiting = approvals::inbox_of(ctx, conn).await?;
            badges.approvals = u64::try_from(waiting.len()).unwrap_or(u64::MAX);
        }
        if ctx.may(Action::CartEdit, Scope::Account(account))
            && let Some(summary) = checkout::current_cart(conn, ctx, account).await?
        {
            badges.cart_lines = u64::try_from(summary.line_count).unwrap_or(0);
            if summary.line_count > 0 {
                let view = checkout::view(conn, ctx, &self.parts.desk, summary.cart.id).await?;
                badges.cart_net = view.totals.map(|totals| totals.net);
            }
        }
        badges.acting = self.acting_banner(ctx).await?;
        Ok(())
    }

    async fn acting_banner(&self, ctx: &Ctx) -> web::Answer<Option<ActingBanner>> {
        let Some(acting) = ctx.actor.acting_for else { return Ok(None) };
        let person = match acting.user {
            Some(user) => accounts::person(self.parts.ground.store.reader(), ctx, user).await?,
            None => None,
        };
        Ok(Some(ActingBanner {
            account: self.account_name(ctx, acting.account).unwrap_or_default(),
            person: person.as_ref().map(|person| person.name.clone()),
            email: person.map(|person| person.email),
        }))
    }
}
