//! Random secrets that are handed out once and kept only as digests.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::RngCore;
use sha2::{Digest, Sha256};

/// A new secret: a readable prefix that tells what it is (secret scanners look for it) and 256 random bits.
pub(crate) fn new_secret(prefix: &str) -> String {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes))
}

/// A short random name, for ids that people copy: 80 bits.
pub(crate) fn new_name(prefix: &str) -> String {
    let mut bytes = [0_u8; 10];
    rand::rng().fill_bytes(&mut bytes);
    format!("{prefix}{}", bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

/// What is stored of a secret. A plain SHA-256 is enough here, unlike for passwords: 256 random bits cannot be guessed,
/// so slowing the guesser down would only slow down every request.
pub(crate) fn digest(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

/// The same digest as bytes, for keys of caches.
pub(crate) fn digest_bytes(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_digests_repeat() {
        let (one, other) = (new_secret("x_"), new_secret("x_"));
        assert_ne!(one, other);
        assert_eq!(one.len(), 2 + 43);
        assert_eq!(digest(&one), digest(&one));
        assert_ne!(digest(&one), digest(&other));
        assert!(!digest(&one).contains(&one[2..]));
    }
}
