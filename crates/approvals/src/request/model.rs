//! The life of a request, and who may decide on it when. Pure.

use accounts::Person;
use kernel::{AccountId, ApprovalId, Money, Role, Timestamp, UserId, Version};
use serde::{Deserialize, Serialize};

use crate::ApprovalsError;
use crate::policy::model::{Reason, Who};

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalState {
    /// Waits for a decision.
    Pending,
    /// Every step said yes.
    Approved,
    /// One step said no.
    Rejected,
    /// The requester took it back.
    Withdrawn,
}

/// What can happen to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApprovalCommand {
    /// A step says yes and another is left.
    Advance,
    /// The last step says yes.
    Conclude,
    Reject,
    Withdraw,
}

impl ApprovalState {
    pub const ALL: [ApprovalState; 4] =
        [ApprovalState::Pending, ApprovalState::Approved, ApprovalState::Rejected, ApprovalState::Withdrawn];

    pub const fn code(self) -> &'static str {
        match self {
            ApprovalState::Pending => "pending",
            ApprovalState::Approved => "approved",
            ApprovalState::Rejected => "rejected",
            ApprovalState::Withdrawn => "withdrawn",
        }
    }

    pub fn parse(code: &str) -> Option<ApprovalState> {
        ApprovalState::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The table of moves. What is concluded stays so.
    pub fn after(self, command: ApprovalCommand) -> Result<ApprovalState, ApprovalsError> {
        match (self, command) {
            (ApprovalState::Pending, ApprovalCommand::Advance) => Ok(ApprovalState::Pending),
            (ApprovalState::Pending, ApprovalCommand::Conclude) => Ok(ApprovalState::Approved),
            (ApprovalState::Pending, ApprovalCommand::Reject) => Ok(ApprovalState::Rejected),
            (ApprovalState::Pending, ApprovalCommand::Withdraw) => Ok(ApprovalState::Withdrawn),
            _ => Err(ApprovalsError::AlreadyConcluded),
        }
    }
}

impl ApprovalCommand {
    pub const ALL: [ApprovalCommand; 4] =
        [ApprovalCommand::Advance, ApprovalCommand::Conclude, ApprovalCommand::Reject, ApprovalCommand::Withdraw];
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    Approve,
    Reject,
}

impl Decision {
    pub const ALL: [Decision; 2] = [Decision::Approve, Decision::Reject];

    pub const fn code(self) -> &'static str {
        match self {
            Decision::Approve => "approve",
            Decision::Reject => "reject",
        }
    }

    pub fn parse(code: &str) -> Option<Decision> {
        Decision::ALL.into_iter().find(|decision| decision.code() == code)
    }
}

/// A decision with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub decision: Decision,
    /// For the requester; at most 1,000 characters.
    pub comment: Option<String>,
}

/// What a decision brought about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The next step is asked.
    Advanced,
    Approved,
    Rejected,
}

/// What one person said to one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepDecision {
    pub by: UserId,
    pub by_name: String,
    pub decision: Decision,
    pub comment: Option<String>,
    pub at: Timestamp,
}

/// A step of a request: who is asked, and what they said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestStep {
    pub who: Who,
    pub up_to: Option<Money>,
    pub decision: Option<StepDecision>,
}

/// A request for a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct ApprovalRequest {
    pub id: ApprovalId,
    pub account: AccountId,
    /// What it is about, in the words of whoever asked: `cart` and its id.
    pub subject_kind: String,
    pub subject_id: String,
    /// What is to be spent.
    pub amount: Money,
    pub reason: Reason,
    /// What the approver needs to see, as it was when it was asked; its shape is the asking room's.
    pub summary: serde_json::Value,
    /// The person on whose behalf it is asked; `None` for a machine that acts for nobody.
    pub requester: Option<UserId>,
    pub requester_name: String,
    /// The human who asked, also when they stood in for the requester.
    pub asked_by: Option<UserId>,
    pub state: ApprovalState,
    pub steps: Vec<RequestStep>,
    pub created_at: Timestamp,
    pub concluded_at: Option<Timestamp>,
    pub version: Version,
}

/// Somebody who wants to decide.
#[derive(Debug, Clone, Copy)]
pub struct Decider<'a> {
    /// The person in effect.
    pub person: &'a Person,
    /// The human behind it, when another: a rep or admin who stands in.
    pub behind: Option<UserId>,
}

impl ApprovalRequest {
    /// The step whose turn it is, while the request is pending.
    pub fn current(&self) -> Option<&RequestStep> {
        let open = |step: &&RequestStep| step.decision.is_none();
        self.steps.iter().find(open).filter(|_| self.state == ApprovalState::Pending)
    }

    /// Whether the person asked for this themselves, or for somebody else.
    fn asked_for_by(&self, user: UserId) -> bool {
        self.requester == Some(user) || self.asked_by == Some(user)
    }

    /// Whom the current step asks, among the active people of the account: the one named, or all of the role. The account's
    /// admins are asked when nobody else is left. Never the requester.
    pub fn asked<'a>(&self, people: &'a [Person]) -> Vec<&'a Person> {
        match self.current() {
            Some(step) => candidates(step.who, people, |user| self.asked_for_by(user)),
            None => Vec::new(),
        }
    }

    /// Whether somebody may decide now: whom the step asks, and the account's admins for anybody who is away.
    ///
    /// Four eyes: neither the requester, nor who asked on their behalf, nor either of them behind somebody else.
    pub(crate) fn check_decider(&self, decider: Decider<'_>) -> Result<(), ApprovalsError> {
        let step = self.current().ok_or(ApprovalsError::AlreadyConcluded)?;
        let own = self.asked_for_by(decider.person.user) || decider.behind.is_some_and(|user| self.asked_for_by(user));
        if own {
            return Err(ApprovalsError::OwnRequest);
        }
        let here = decider.person.account == Some(self.account);
        if here && (fits(step.who, decider.person) || decider.person.role == Role::AccountAdmin) {
            return Ok(());
        }
        Err(ApprovalsError::NotYourTurn)
    }

    /// The request after a decision, and what it brought about. Who would be asked again by the very next steps has said
    /// yes to them too: nobody is asked twice.
    pub(crate) fn decided(
        &self,
        decider: Decider<'_>,
        verdict: &Verdict,
        now: Timestamp,
    ) -> Result<(ApprovalRequest, Outcome), ApprovalsError> {
        self.check_decider(decider)?;
        let mut next = self.clone();
        let said = StepDecision {
            by: decider.person.user,
            by_name: decider.person.name.clone(),
            decision: verdict.decision,
            comment: verdict.comment.clone(),
            at: now,
        };
        let mut open = next.steps.iter_mut().filter(|step| step.decision.is_none());
        if let Some(step) = open.next() {
            step.decision = Some(said.clone());
        }
        if verdict.decision == Decision::Approve {
            for step in open.take_while(|step| fits(step.who, decider.person)) {
                step.decision = Some(StepDecision { comment: None, ..said.clone() });
            }
        }
        let left = next.steps.iter().any(|step| step.decision.is_none());
        let (command, outcome) = match (verdict.decision, left) {
            (Decision::Reject, _) => (ApprovalCommand::Reject, Outcome::Rejected),
            (Decision::Approve, true) => (ApprovalCommand::Advance, Outcome::Advanced),
            (Decision::Approve, false) => (ApprovalCommand::Conclude, Outcome::Approved),
        };
        next.state = self.state.after(command)?;
        next.concluded_at = (next.state != ApprovalState::Pending).then_some(now);
        next.version += 1;
        Ok((next, outcome))
    }

    /// The request after its requester took it back.
    pub(crate) fn withdrawn(&self, now: Timestamp) -> Result<ApprovalRequest, ApprovalsError> {
        let state = self.state.after(ApprovalCommand::Withdraw)?;
        Ok(ApprovalRequest { state, concluded_at: Some(now), version: self.version + 1, ..self.clone() })
    }
}

/// Whether a step asks for this very person.
fn fits(who: Who, person: &Person) -> bool {
    match who {
        Who::Person(user) => person.user == user,
        Who::Role(role) => person.role == role,
    }
}

/// Whom a step asks among these people, but those whom `excluded` names; the account's admins when nobody else is left.
pub(crate) fn candidates(who: Who, people: &[Person], excluded: impl Fn(UserId) -> bool) -> Vec<&Person> {
    let asked = |who: Who| people.iter().filter(|person| fits(who, person) && !excluded(person.user)).collect::<Vec<_>>();
    let found = asked(who);
    if found.is_empty() { asked(Who::Role(Role::AccountAdmin)) } else { found }
}
