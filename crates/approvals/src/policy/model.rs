//! What a policy asks for. Pure: amounts and people in, steps out.

use kernel::{AmountError, Currency, FieldFault, Money, Role, UserId, Version};
use serde::{Deserialize, Serialize};

/// A chain longer than this helps nobody.
const MOST_STEPS: usize = 8;

/// Who decides on a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// This person.
    Person(UserId),
    /// Anybody of this role; one of them is enough.
    Role(Role),
}

/// Why a decision is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The amount exceeds what the person may order alone.
    PersonLimit,
    /// The amount exceeds what the account lets anybody order alone.
    AccountLimit,
}

impl Reason {
    pub const ALL: [Reason; 2] = [Reason::PersonLimit, Reason::AccountLimit];

    pub const fn code(self) -> &'static str {
        match self {
            Reason::PersonLimit => "person_limit",
            Reason::AccountLimit => "account_limit",
        }
    }

    pub fn parse(code: &str) -> Option<Reason> {
        Reason::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// One step of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicyStep {
    pub who: Who,
    /// Up to this amount the step decides alone; above it the next step is asked too. `None` decides on any amount.
    pub up_to: Option<Money>,
}

/// An account's policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Orders above this need a decision, whoever asks; in the account's currency.
    pub order_limit: Option<Money>,
    /// In order; empty means: any approver decides.
    pub steps: Vec<PolicyStep>,
    pub version: Version,
}

/// What a request of this amount needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    pub reason: Reason,
    /// At least one, in order.
    pub steps: Vec<PolicyStep>,
}

/// The chain of an account that has set none.
const ANY_APPROVER: PolicyStep = PolicyStep { who: Who::Role(Role::Approver), up_to: None };

impl Policy {
    /// The policy of an account that has set none.
    pub fn unset() -> Policy {
        Policy { order_limit: None, steps: Vec::new(), version: 0 }
    }

    /// Whether somebody else must decide, and who; `None` when the requester may order this alone.
    ///
    /// Fails when the limits are in another currency than the amount.
    pub fn needed(
        &self,
        amount: Money,
        requester: Option<UserId>,
        requester_limit: Option<Money>,
    ) -> Result<Option<Needed>, AmountError> {
        let over = |limit: Option<Money>| limit.map_or(Ok(false), |limit| amount.exceeds(limit));
        let reason = if over(requester_limit)? {
            Reason::PersonLimit
        } else if over(self.order_limit)? {
            Reason::AccountLimit
        } else {
            return Ok(None);
        };
        Ok(Some(Needed { reason, steps: self.chain(amount, requester)? }))
    }

    /// The steps that an amount takes: a step is asked when the amount exceeds what every step before it decides alone.
    /// A step that names the requester is left out; when nothing is left, the account's admins decide.
    fn chain(&self, amount: Money, requester: Option<UserId>) -> Result<Vec<PolicyStep>, AmountError> {
        let configured = if self.steps.is_empty() { &[ANY_APPROVER][..] } else { &self.steps };
        let mut chain = Vec::new();
        for step in configured {
            let names_requester = matches!(step.who, Who::Person(user) if Some(user) == requester);
            if names_requester {
                continue;
            }
            chain.push(*step);
            let decides_alone = match step.up_to {
                None => true,
                Some(up_to) => !amount.exceeds(up_to)?,
            };
            if decides_alone {
                break;
            }
        }
        if chain.is_empty() {
            chain.push(PolicyStep { who: Who::Role(Role::AccountAdmin), up_to: None });
        }
        Ok(chain)
    }

    /// What is wrong with a policy as somebody wants to set it, for an account of this currency.
    pub(crate) fn faults(&self, currency: Currency) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut amount = |field: String, amount: Option<Money>| {
            let Some(amount) = amount else { return };
            if amount.currency() != currency {
                faults.push(FieldFault::new(field, "other_currency", format!("must be in the account's currency, {currency}")));
            } else if amount.is_negative() {
                faults.push(FieldFault::new(field, "negative", "must not be below zero"));
            } else if !amount.is_payable() {
                let decimals = currency.minor_digits();
                let message = format!("must have at most {decimals} decimals, as amounts in {currency} have");
                faults.push(FieldFault::new(field, "finer_than_coins", message));
            }
        };
        amount("order_limit".to_owned(), self.order_limit);
        for (place, step) in self.steps.iter().enumerate() {
            amount(format!("steps[{place}].up_to"), step.up_to);
        }
        for (place, step) in self.steps.iter().enumerate() {
            if let Who::Role(role) = step.who
                && !matches!(role, Role::Approver | Role::AccountAdmin)
            {
                faults.push(FieldFault::new(
                    format!("steps[{place}].role"),
                    "cannot_decide",
                    "must be approver or account_admin",
                ));
            }
            let is_last = place + 1 == self.steps.len();
            if step.up_to.is_none() && !is_last {
                let message = "decides on any amount, so that no later step is ever asked; only the last may";
                faults.push(FieldFault::new(format!("steps[{place}].up_to"), "unreachable", message));
            }
        }
        let rises = self.steps.windows(2).all(|pair| match (pair[0].up_to, pair[1].up_to) {
            (Some(lower), Some(higher)) => lower.micros() < higher.micros(),
            _ => true,
        });
        if !rises {
            faults.push(FieldFault::new("steps", "not_rising", "each step must decide up to more than the one before"));
        }
        if self.steps.len() > MOST_STEPS {
            faults.push(FieldFault::new("steps", "too_many", "must be at most 8 steps"));
        }
        faults
    }
}
