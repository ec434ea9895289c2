//! Passwords: argon2id, off the threads that serve requests, a few at a time.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::AccountsError;
use crate::fields::Fields;

/// Memory in KiB, passes and lanes: OWASP's recommendation for argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Each computation holds 19 MiB; two at a time bound the memory, and one busy login page cannot starve the rest.
const AT_ONCE: usize = 2;

const SHORTEST: usize = 10;
const LONGEST: usize = 200;

/// Passwords that pass the length rule and yet are the first to be tried.
const FIRST_TRIED: [&str; 8] =
    ["1234567890", "0123456789", "qwertyuiop", "passwordpassword", "password123", "password1234", "iloveyou123", "administrator"];

/// Computes and verifies password hashes. Cheap to clone; all clones share one bound.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    /// A hash that no password fits: verified against when the person is unknown, so that both answers take as long.
    decoy: Arc<str>,
}

impl Passwords {
    /// Fails only when the machine has no source of randomness.
    pub fn new() -> Result<Passwords, AccountsError> {
        let decoy = compute(&crate::secret::new_secret(""))?;
        Ok(Passwords { turns: Arc::new(Semaphore::new(AT_ONCE)), decoy: decoy.into() })
    }

    /// The hash to store, as a PHC string.
    pub async fn hash(&self, password: &str) -> Result<String, AccountsError> {
        let password = password.to_owned();
        self.in_turn(move || compute(&password)).await
    }

    /// Whether a password fits a stored hash; with no hash the answer is no, after the same time.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<bool, AccountsError> {
        let known = stored.is_some();
        let (password, stored) = (password.to_owned(), stored.unwrap_or(&self.decoy).to_owned());
        let fits = self.in_turn(move || fits(&password, &stored)).await?;
        Ok(fits && known)
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, AccountsError> + Send + 'static,
    ) -> Result<T, AccountsError> {
        let _turn = self.turns.acquire().await.map_err(|error| AccountsError::Password(error.to_string()))?;
        tokio::task::spawn_blocking(work).await.map_err(|error| AccountsError::Password(error.to_string()))?
    }
}

/// What a new password must be: NIST SP 800-63B's way, length before composition.
pub(crate) fn check_new(fields: &mut Fields, field: &str, password: &str, email: &str) {
    let length = password.chars().count();
    let mut kinds: Vec<char> = password.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    let lower = password.to_lowercase();
    if length < SHORTEST {
        fields.fault(field, "too_short", "must have at least 10 characters");
    } else if length > LONGEST {
        fields.fault(field, "too_long", "must have at most 200 characters");
    } else if kinds.len() < 4 || FIRST_TRIED.contains(&lower.as_str()) || (!email.is_empty() && lower == email) {
        fields.fault(field, "too_easy", "is among the first that others would try");
    }
}

fn algorithm() -> Result<Argon2<'static>, AccountsError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| AccountsError::Password(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn compute(password: &str) -> Result<String, AccountsError> {
    let hash: PasswordHash =
        algorithm()?.hash_password(password.as_bytes()).map_err(|error| AccountsError::Password(error.to_string()))?;
    Ok(hash.to_string())
}

/// The parameters come from the stored hash, so that raising them keeps old passwords valid.
fn fits(password: &str, stored: &str) -> Result<bool, AccountsError> {
    let stored = PasswordHash::new(stored).map_err(|error| AccountsError::Password(error.to_string()))?;
    Ok(algorithm()?.verify_password(password.as_bytes(), &stored).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let passwords = Passwords::new().unwrap();
        let hash = passwords.hash("correct horse battery").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.verify("correct horse battery", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("correct horse batterz", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("anything", None).await.unwrap());
    }

    #[test]
    fn easy_passwords_are_refused() {
        let long = "ab c".repeat(60);
        for (password, fault) in [
            ("short", Some("too_short")),
            ("aaaaaaaaaaaa", Some("too_easy")),
            ("Password123", Some("too_easy")),
            ("anna@rossi.example", Some("too_easy")),
            (long.as_str(), Some("too_long")),
            ("tornio verde 42", None),
            ("パスワード長いものですよ", None),
        ] {
            let mut fields = Fields::new();
            check_new(&mut fields, "password", password, "anna@rossi.example");
            assert_eq!(fields.into_faults().first().map(|fault| fault.code), fault, "{password}");
        }
    }
}
