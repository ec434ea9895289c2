//! What goes on behind: letters that were written, jobs that wait or failed.

use kernel::Timestamp;
use web::page::Phrase;

use super::head::{Button, Empty, Head, Tab, plain};
use super::list::ListPage;
use super::record::{Body, LetterPart, Notice, Pair, RecordPage, Section, letter_parts};
use crate::part::Pager;
use crate::part::form::{Choice, Field, FieldKind};
use crate::part::table::{Cell, Column, Filters, Row, Table};
use crate::part::with;
use crate::samples;

/// A letter.
#[derive(Debug, Clone)]
pub struct MailView {
    pub id: String,
    pub kind: String,
    pub to_name: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub state: String,
    pub created_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub correlation: String,
}

/// What a person asked the list of letters for.
#[derive(Debug, Clone, Default)]
pub struct MailsAsked {
    pub text: String,
    pub state: String,
    pub kind: String,
    /// Codes of the kinds there are.
    pub kinds: Vec<String>,
}

/// A kind of letter in words.
fn kind_words(kind: &str) -> Phrase {
    Phrase::new(format!("mail-kind-{kind}")).or(kind)
}

pub fn mails(asked: &MailsAsked, rows: &[MailView], pager: Pager) -> ListPage {
    let row = |mail: &MailView| {
        Row::new(vec![
            Cell::Link { text: mail.subject.clone(), href: format!("/office/mail/{}", mail.id), below: None },
            Cell::Two { text: mail.to_name.clone(), below: mail.to.clone() },
            Cell::Said { phrase: kind_words(&mail.kind) },
            Cell::state("mail", &mail.state),
            Cell::Moment { moment: mail.created_at },
        ])
        .data("to", &mail.to)
        .data("kind", &mail.kind)
        .data("state", &mail.state)
    };
    let table = Table {
        columns: vec![
            Column::text("office-mail-subject"),
            Column::text("office-mail-to"),
            Column::text("office-mail-kind"),
            Column::text("filter-state"),
            Column::text("office-mail-written"),
        ],
        rows: rows.iter().map(row).collect(),
        pager,
        row_testid: Some("mail-row".to_owned()),
        link_testid: Some("mail-link".to_owned()),
    };
    let states = ["queued", "sent", "expired"].map(|state| Choice::keyed(state, format!("state-mail-{state}")));
    let states = std::iter::once(Choice::keyed("", "filter-all-states")).chain(states).collect();
    let kinds = asked.kinds.iter().map(|kind| Choice::keyed(kind, format!("mail-kind-{kind}")));
    let kinds = std::iter::once(Choice::keyed("", "office-mail-all-kinds")).chain(kinds).collect();
    let filters = Filters {
        action: "/office/mail".to_owned(),
        search: Some(asked.text.clone()),
        choices: vec![
            Field::select("state", "filter-state", states).value(asked.state.clone()),
            Field::select("kind", "office-mail-kind", kinds).value(asked.kind.clone()),
        ],
        chips: Vec::new(),
    };
    let head = Head::keyed("office-nav-mail").sub(Phrase::new("office-mail-sub"));
    ListPage::new(head, table, Empty::of("office-mail", "mail")).filters(filters)
}

pub fn mail(mail: &MailView) -> RecordPage {
    let head = Head::new(plain(&mail.subject)).below("office-nav-mail", "/office/mail").state("mail", &mail.state);
    let parts: Vec<LetterPart> = letter_parts(&mail.text);
    let facts = vec![
        Pair::text("office-mail-to", &mail.to_name),
        Pair::text("person-email", &mail.to),
        Pair::new("office-mail-written", Cell::Moment { moment: mail.created_at }),
        Pair::new("office-mail-sent", Cell::moment(mail.sent_at)),
    ];
    let more = vec![
        Pair::said("office-mail-kind", kind_words(&mail.kind)),
        Pair::new("office-correlation", Cell::code(&mail.correlation)),
    ];
    RecordPage::new(head)
        .main(Section::new("text", "office-mail-text", Body::Letter { parts }))
        .side(Section::pairs("facts", "office-mail-facts", facts))
        .side(Section::identity(&mail.id, None, more))
}

/// A job.
#[derive(Debug, Clone)]
pub struct JobView {
    pub id: String,
    pub kind: String,
    pub state: String,
    pub attempts: u32,
    pub run_at: Timestamp,
    pub created_at: Timestamp,
    pub error: Option<String>,
    pub correlation: String,
    /// The payload as indented JSON.
    pub payload: String,
}

/// What a person asked the list of jobs for, and what they may do there.
#[derive(Debug, Clone, Default)]
pub struct JobsAsked {
    pub state: String,
    pub may_retry: bool,
    /// The kinds of which jobs have failed, where these are shown.
    pub failed: Vec<FailedKind>,
}

/// How many jobs of a kind have failed, as far as they were counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedKind {
    pub kind: String,
    pub count: u64,
}

/// Where all failed jobs of a kind are put back to work.
pub const RETRY_KIND: &str = "/office/jobs/retry";

pub fn jobs(asked: &JobsAsked, rows: &[JobView], pager: Pager) -> ListPage {
    let (state, may_retry) = (asked.state.as_str(), asked.may_retry);
    let tabs = ["", "failed", "waiting", "done"].map(|view| {
        let key = format!("office-jobs-view-{}", if view.is_empty() { "all" } else { view });
        let href = if view.is_empty() { "/office/jobs".to_owned() } else { with("/office/jobs", "state", view) };
        Tab::new(&key, href, state == view)
    });
    let row = |job: &JobView| {
        let mut cells = vec![
            Cell::Link {
                text: job.kind.clone(),
                href: format!("/office/jobs/{}", job.id),
                below: job.error.as_deref().map(short),
            },
            Cell::state("job", &job.state),
            Cell::count(job.attempts),
            Cell::Moment { moment: job.created_at },
            if job.state == "waiting" { Cell::Moment { moment: job.run_at } } else { Cell::Nothing },
        ];
        if may_retry {
            cells.push(match job.state.as_str() {
                "failed" => Cell::Act {
                    action: format!("/office/jobs/{}/retry", job.id),
                    key: "office-job-retry".to_owned(),
                    confirm: None,
                    testid: Some("job-retry".to_owned()),
                    data: Vec::new(),
                },
                _ => Cell::Nothing,
            });
        }
        Row::new(cells).data("state", &job.state)
    };
    let mut columns = vec![
        Column::text("office-job"),
        Column::text("filter-state"),
        Column::number("office-job-attempts"),
        Column::text("office-job-created"),
        Column::text("office-job-next"),
    ];
    if may_retry {
        columns.push(Column::text("office-job-retry"));
    }
    let table = Table {
        columns,
        rows: rows.iter().map(row).collect(),
        pager,
        row_testid: Some("job-row".to_owned()),
        link_testid: Some("job-link".to_owned()),
    };
    let stem = if state == "failed" { "office-jobs-failed" } else { "office-jobs" };
    let retry = |failed: &FailedKind| {
        let said = |key: &str| Phrase::new(key).with("kind", &failed.kind).count("count", failed.count);
        let button = Button::post("office-jobs-retry-kind", RETRY_KIND).icon("refresh").value("kind", &failed.kind);
        let button = button.confirm(said("office-jobs-retry-kind-confirm")).testid("jobs-retry-kind").data("kind", &failed.kind);
        Button { words: said("office-jobs-retry-kind"), ..button }
    };
    let mut head = Head::keyed("office-nav-jobs").sub(Phrase::new("office-jobs-sub"));
    head.buttons.extend(asked.failed.iter().filter(|_| may_retry).map(retry));
    let page = ListPage::new(head, table, Empty::of(stem, "circle-check")).tabs(tabs.to_vec());
    // A state that no tab stands for is told as the filter that it is.
    match ["", "failed", "waiting", "done", "running"].contains(&state) {
        true => page,
        false => {
            let known = vec![Choice::keyed("failed", "office-jobs-view-failed")];
            let field = Field { options: known, ..Field::new(FieldKind::Hidden, "state", "filter-state") };
            let filters = Filters { action: "/office/jobs".to_owned(), choices: vec![field.value(state)], ..Filters::default() };
            page.filters(filters)
        }
    }
}

/// The first line of an error, as far as a list has room for it.
fn short(error: &str) -> String {
    let line = error.lines().next().unwrap_or_default();
    let cut: String = line.chars().take(120).collect();
    if cut.len() < line.len() { format!("{cut}…") } else { cut }
}

pub fn job(job: &JobView, may_retry: bool) -> RecordPage {
    let retry = format!("/office/jobs/{}/retry", job.id);
    let head = Head::new(plain(&job.kind))
        .below("office-nav-jobs", "/office/jobs")
        .state("job", &job.state)
        .button_if(may_retry && job.state == "failed", || Button::post("office-job-retry", retry).icon("refresh").primary());
    let facts = vec![
        Pair::new("office-job-attempts", Cell::count(job.attempts)),
        Pair::new("office-job-created", Cell::Moment { moment: job.created_at }),
        Pair::new("office-job-next", if job.state == "waiting" { Cell::Moment { moment: job.run_at } } else { Cell::Nothing }),
    ];
    let mut page = RecordPage::new(head);
    if job.state == "failed" {
        page = page.notice(
            Notice::new("danger", "alert-circle", Phrase::new("office-job-failed")).text(Phrase::new("office-job-failed-text")),
        );
    }
    page.main_if(job.error.as_ref().map(|error| Section::new("error", "office-job-error", Body::Raw { text: error.clone() })))
        .main(Section::new("payload", "office-job-payload", Body::Raw { text: job.payload.clone() }))
        .side(Section::pairs("facts", "office-job-facts", facts))
        .side(Section::identity(&job.id, None, vec![Pair::new("office-correlation", Cell::code(&job.correlation))]))
}

fn sample_mail(kind: &str, subject: &str, to: &str, state: &str) -> MailView {
    MailView {
        id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
        kind: kind.to_owned(),
        to_name: "Giulia Conti".to_owned(),
        to: to.to_owned(),
        subject: subject.to_owned(),
        text: "Buongiorno Giulia,\n\nMarco Bianchi chiede di approvare 2.718,90 €.\n\nhttps://portale.example/approvals/1.\n\nMeccanica Fondaco".to_owned(),
        state: state.to_owned(),
        created_at: samples::moment("2026-11-24T07:42:00Z"),
        sent_at: (state == "sent").then(|| samples::moment("2026-11-24T07:42:03Z")),
        correlation: "0192f3a1-7c44-7d10-9a3e-000000000001".to_owned(),
    }
}

fn sample_job(state: &str) -> JobView {
    JobView {
        id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
        kind: "notifications.mail".to_owned(),
        state: state.to_owned(),
        attempts: if state == "failed" { 10 } else { 1 },
        run_at: samples::moment("2026-11-24T08:40:00Z"),
        created_at: samples::moment("2026-11-24T07:42:00Z"),
        error: (state == "failed")
            .then(|| "the mail server refused the letter: 550 5.1.1 no such user\nsmtp: RCPT TO".to_owned()),
        correlation: "0192f3a1-7c44-7d10-9a3e-000000000001".to_owned(),
        payload: "{\n  \"mail\": \"0192f3a1\"\n}".to_owned(),
    }
}

fn asked_jobs(state: &str, may_retry: bool) -> JobsAsked {
    let failed = FailedKind { kind: "notifications.mail".to_owned(), count: 12 };
    JobsAsked { state: state.to_owned(), may_retry, failed: if state == "failed" { vec![failed] } else { Vec::new() } }
}

pub fn list_samples() -> Vec<ListPage> {
    let kinds = ["order-placed", "approval-requested"].map(str::to_owned).to_vec();
    let asked = MailsAsked { kinds, ..MailsAsked::default() };
    let letters = [
        sample_mail(
            "approval-requested",
            "Da approvare: 2.718,90 € di Officine Rossi S.r.l.",
            "giulia.conti@officinerossi.example",
            "sent",
        ),
        sample_mail("order-placed", "Ordine SO-004711 ricevuto", "marco.bianchi@officinerossi.example", "queued"),
    ];
    let all = [sample_job("failed"), sample_job("waiting"), sample_job("done")];
    vec![
        mails(&asked, &letters, Pager::by_cursor("/office/mail", None, Some("x"))),
        mails(&asked, &[], Pager::default()),
        mails(&MailsAsked { text: "zzz".to_owned(), ..asked.clone() }, &[], Pager::default()),
        mails(&MailsAsked { kind: "order-palced".to_owned(), ..asked }, &letters, Pager::default()),
        jobs(&asked_jobs("", true), &all, Pager::default()),
        jobs(&asked_jobs("failed", true), &all[..1], Pager::default()),
        jobs(&asked_jobs("failed", true), &[], Pager::default()),
        jobs(&asked_jobs("", false), &[], Pager::default()),
        jobs(&asked_jobs("faled", false), &all, Pager::default()),
    ]
}

pub fn record_samples() -> Vec<RecordPage> {
    vec![
        mail(&sample_mail("approval-requested", "Da approvare: 2.718,90 €", "giulia.conti@officinerossi.example", "sent")),
        mail(&sample_mail("order-placed", "Ordine SO-004711 ricevuto", "marco.bianchi@officinerossi.example", "queued")),
        job(&sample_job("failed"), true),
        job(&sample_job("waiting"), false),
    ]
}
