//! Problems as pages: what happened, what to do, the id to quote.

use axum::http::HeaderMap;
use axum::response::Response;
use kernel::Ctx;
use web::page::ProblemPage;
use web::{PageProblems, Problem, Session};

use super::portal::Portal;

impl PageProblems for Portal {
    fn page(&self, problem: &Problem, ctx: &Ctx, session: Option<&Session>, path: &str) -> Response {
        let shell = self.bare_shell(ctx, session, path);
        let status = problem.status();
        let page = ProblemPage::new(status.as_u16(), problem.code(), problem.detail(), ctx.correlation.as_str());
        let page = problem.arguments().iter().fold(page, |page, (name, value)| page.with(name, value));
        let mut response = self.pages.respond_with(status, &shell, &page);
        problem.add_headers(&mut response);
        response
    }

    fn damaged_cookie(&self, sent: &HeaderMap) -> Option<&'static str> {
        super::visit::damaged(sent)
    }
}
