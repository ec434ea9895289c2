//! A tenant's accent colour as a style sheet, darkened until white words on it can be read.

/// Our own accent, which needs no style sheet.
const OWN: &str = "#0b6b5d";

/// The least contrast of text on the accent and of the accent on white: WCAG 2.2 AA.
const LEAST_CONTRAST: f64 = 4.5;

/// The address of the style sheet of an accent such as `#0f5c8c`; none for our own and for what is no colour.
pub fn address(accent: &str) -> Option<String> {
    let digits = accent.strip_prefix('#')?;
    (!accent.eq_ignore_ascii_case(OWN) && parse(digits).is_some()).then(|| format!("/theme/{}", digits.to_ascii_lowercase()))
}

/// The style sheet for six hexadecimal digits.
pub fn stylesheet(digits: &str) -> Option<String> {
    let asked = parse(digits)?;
    let light = readable(asked);
    let dark = mixed(light, [255, 255, 255], 55);
    let sheet = |[red, green, blue]: [u8; 3], words: &str| {
        format!(
            "--tblr-primary:#{red:02x}{green:02x}{blue:02x};--tblr-primary-rgb:{red},{green},{blue};--tblr-primary-fg:{words};"
        )
    };
    Some(format!(":root{{{}}}[data-bs-theme=\"dark\"]{{{}}}", sheet(light, "#fff"), sheet(dark, "#0b1512")))
}

fn parse(digits: &str) -> Option<[u8; 3]> {
    if digits.len() != 6 || !digits.is_ascii() {
        return None;
    }
    let channel = |place: usize| u8::from_str_radix(digits.get(place..place + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// The colour, darker by tenths until white stands out from it.
fn readable(colour: [u8; 3]) -> [u8; 3] {
    let darker = (0..=10).map(|tenths| mixed(colour, [0, 0, 0], tenths * 10));
    darker.into_iter().find(|candidate| 1.05 / (luminance(*candidate) + 0.05) >= LEAST_CONTRAST).unwrap_or([0, 0, 0])
}

/// So many per cent of another colour mixed in.
fn mixed(colour: [u8; 3], other: [u8; 3], percent: u16) -> [u8; 3] {
    let mix = |own: u8, other: u8| {
        let sum = u16::from(own) * (100 - percent) + u16::from(other) * percent;
        u8::try_from(sum / 100).unwrap_or(u8::MAX)
    };
    [mix(colour[0], other[0]), mix(colour[1], other[1]), mix(colour[2], other[2])]
}

/// Relative luminance as WCAG defines it.
fn luminance(colour: [u8; 3]) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}
