//! The drawing board: outlines, hatched sections, centre lines and dimension lines, written as compact SVG.
//!
//! Shapes are polygons, arcs are sampled: that keeps hatching and mirroring simple and the files small. Three pens as in
//! a technical drawing: thick for visible edges, thin for threads, hatching and dimensions, dash-dot for axes.

use std::fmt::Write;

/// A point of the sheet, in its units; y grows downwards.
pub(super) type Point = (f64, f64);

/// How an outline is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pen {
    /// Visible edges.
    Thick,
    /// Details, threads, hidden or neighbouring parts.
    Thin,
    /// Axes and pitch circles.
    Axis,
}

/// Width and height of every sheet.
const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 220.0;

/// What the drawing covers: left, top, right, bottom.
#[derive(Debug, Clone, Copy)]
struct Bounds(f64, f64, f64, f64);

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds(f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY)
    }
}

impl Bounds {
    fn hold(&mut self, points: &[Point]) {
        for &(x, y) in points {
            *self = Bounds(self.0.min(x), self.1.min(y), self.2.max(x), self.3.max(y));
        }
    }

    /// A view box in the sheet's proportions with the drawing in its middle, larger than the sheet when it must be.
    fn view_box(self) -> (f64, f64, f64, f64) {
        let Bounds(left, top, right, bottom) = self;
        if left > right {
            return (0.0, 0.0, WIDTH, HEIGHT);
        }
        let grown = ((right - left + 16.0) / WIDTH).max((bottom - top + 16.0) / HEIGHT).max(1.0);
        let (width, height) = (WIDTH * grown, HEIGHT * grown);
        ((left + right - width) / 2.0, (top + bottom - height) / 2.0, width, height)
    }
}

/// One drawing in the making. Groups of lines of the same pen share one path.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    bounds: Bounds,
    thick: String,
    thin: String,
    axis: String,
    hatch: String,
    solid: String,
    soft: String,
    dimension: String,
    texts: String,
}

impl Sheet {
    pub fn line(&mut self, pen: Pen, from: Point, to: Point) {
        self.polyline(pen, &[from, to]);
    }

    pub fn polyline(&mut self, pen: Pen, points: &[Point]) {
        self.bounds.hold(points);
        trace(self.path(pen), points, false);
    }

    pub fn polygon(&mut self, pen: Pen, points: &[Point]) {
        self.bounds.hold(points);
        trace(self.path(pen), points, true);
    }

    pub fn rectangle(&mut self, pen: Pen, corner: Point, width: f64, height: f64) {
        self.polygon(pen, &rectangle(corner, width, height));
    }

    /// A rectangle with round corners.
    pub fn plate(&mut self, pen: Pen, corner: Point, size: (f64, f64), radius: f64) {
        self.polygon(pen, &rounded(corner, size, radius));
    }

    pub fn circle(&mut self, pen: Pen, centre: Point, radius: f64) {
        self.bounds.hold(&[(centre.0 - radius, centre.1 - radius), (centre.0 + radius, centre.1 + radius)]);
        let (x, y, r) = (short(centre.0 - radius), short(centre.1), short(radius));
        let (forth, back) = (short(radius * 2.0), short(-radius * 2.0));
        // Two half arcs: one path element for all circles of a pen.
        let _ = write!(self.path(pen), "M{x} {y}a{r} {r} 0 1 0 {forth} 0a{r} {r} 0 1 0 {back} 0");
    }

    /// A cut surface: outlined, and hatched at 45°.
    pub fn section(&mut self, points: &[Point]) {
        self.polygon(Pen::Thick, points);
        self.hatching(&[points], 5.0, false);
    }

    /// A cut surface whose hatching leans the other way, as neighbours do.
    pub fn section_back(&mut self, points: &[Point]) {
        self.polygon(Pen::Thick, points);
        self.hatching(&[points], 5.0, true);
    }

    /// A cut ring seen from the front, or any surface with holes: the rings are outlines, holes included.
    pub fn section_with_holes(&mut self, rings: &[&[Point]]) {
        for ring in rings {
            self.polygon(Pen::Thick, ring);
        }
        self.hatching(rings, 5.0, false);
    }

    /// A surface filled with ink: rubber seals, arrowheads.
    pub fn filled(&mut self, points: &[Point]) {
        trace(&mut self.solid, points, true);
    }

    /// A surface with a light tint, to tell materials apart.
    pub fn tinted(&mut self, points: &[Point]) {
        trace(&mut self.soft, points, true);
    }

    /// The same tint between two circles, the hole left free.
    pub fn tinted_ring(&mut self, centre: Point, outer: f64, inner: f64) {
        trace(&mut self.soft, &disc(centre, outer), true);
        // Against the direction of the first, so that the hole stays empty by the non-zero rule.
        let hole: Vec<Point> = disc(centre, inner).into_iter().rev().collect();
        trace(&mut self.soft, &hole, true);
    }

    /// An axis with crossing lines around a round shape.
    pub fn cross(&mut self, centre: Point, reach: f64) {
        self.line(Pen::Axis, (centre.0 - reach, centre.1), (centre.0 + reach, centre.1));
        self.line(Pen::Axis, (centre.0, centre.1 - reach), (centre.0, centre.1 + reach));
    }

    /// A horizontal dimension between two x at height `y`, with lines up or down to the feature at `feature_y`.
    pub fn across(&mut self, xs: (f64, f64), y: f64, feature_y: f64, label: &str) {
        if label.is_empty() {
            return;
        }
        let reach = if y > feature_y { 3.0 } else { -3.0 };
        for x in [xs.0, xs.1] {
            trace(&mut self.dimension, &[(x, feature_y + reach), (x, y + reach)], false);
        }
        if xs.1 - xs.0 < 17.0 {
            trace(&mut self.dimension, &[(xs.0 - 14.0, y), (xs.1 + 14.0, y)], false);
            self.arrow((xs.0, y), (1.0, 0.0));
            self.arrow((xs.1, y), (-1.0, 0.0));
        } else {
            trace(&mut self.dimension, &[(xs.0, y), (xs.1, y)], false);
            self.arrow((xs.0, y), (-1.0, 0.0));
            self.arrow((xs.1, y), (1.0, 0.0));
        }
        let x = (xs.0 + xs.1) / 2.0;
        self.text((x, if y > feature_y { y + 12.5 } else { y - 5.5 }), label, "middle", false);
    }

    /// A vertical dimension between two y at `x`, with lines to the feature at `feature_x`; the text reads from the right.
    pub fn upright(&mut self, ys: (f64, f64), x: f64, feature_x: f64, label: &str) {
        if label.is_empty() {
            return;
        }
        let reach = if x > feature_x { 3.0 } else { -3.0 };
        for y in [ys.0, ys.1] {
            trace(&mut self.dimension, &[(feature_x + reach, y), (x + reach, y)], false);
        }
        if ys.1 - ys.0 < 17.0 {
            trace(&mut self.dimension, &[(x, ys.0 - 14.0), (x, ys.1 + 14.0)], false);
            self.arrow((x, ys.0), (0.0, 1.0));
            self.arrow((x, ys.1), (0.0, -1.0));
        } else {
            trace(&mut self.dimension, &[(x, ys.0), (x, ys.1)], false);
            self.arrow((x, ys.0), (0.0, -1.0));
            self.arrow((x, ys.1), (0.0, 1.0));
        }
        let x = if x > feature_x { x + 13.0 } else { x - 5.0 };
        self.text((x, (ys.0 + ys.1) / 2.0), label, "middle", true);
    }

    /// A label on a line that leads from a point of the drawing.
    pub fn leader(&mut self, from: Point, to: Point, label: &str) {
        if label.is_empty() {
            return;
        }
        let right = to.0 >= from.0;
        let shelf = if right { to.0 + 8.0 } else { to.0 - 8.0 };
        trace(&mut self.dimension, &[from, to, (shelf, to.1)], false);
        let length = ((to.0 - from.0).powi(2) + (to.1 - from.1).powi(2)).sqrt().max(1.0);
        self.arrow(from, ((from.0 - to.0) / length, (from.1 - to.1) / length));
        let (x, anchor) = if right { (shelf + 3.0, "start") } else { (shelf - 3.0, "end") };
        self.text((x, to.1 + 3.8), label, anchor, false);
    }

    /// The number of a position in an exploded view: a line to a circle with the number in it.
    pub fn balloon(&mut self, from: Point, to: Point, number: &str) {
        let length = ((to.0 - from.0).powi(2) + (to.1 - from.1).powi(2)).sqrt().max(1.0);
        let edge = (to.0 + (from.0 - to.0) / length * 9.0, to.1 + (from.1 - to.1) / length * 9.0);
        trace(&mut self.dimension, &[from, edge], false);
        self.circle(Pen::Thin, to, 9.0);
        self.text((to.0, to.1 + 3.6), number, "middle", false);
    }

    /// A short note in the drawing.
    pub fn note(&mut self, at: Point, text: &str) {
        self.text(at, text, "middle", false);
    }

    fn arrow(&mut self, tip: Point, direction: Point) {
        let (back, side) = ((tip.0 - direction.0 * 6.0, tip.1 - direction.1 * 6.0), (-direction.1 * 1.7, direction.0 * 1.7));
        trace(&mut self.solid, &[tip, (back.0 + side.0, back.1 + side.1), (back.0 - side.0, back.1 - side.1)], true);
    }

    fn text(&mut self, at: Point, text: &str, anchor: &str, turned: bool) {
        // About six units a letter: enough to keep labels on the sheet.
        let long = 6.0 * text.chars().fold(0.0, |sum, _| sum + 1.0);
        let (before, after) = match anchor {
            "start" => (0.0, long),
            "end" => (long, 0.0),
            _ => (long / 2.0, long / 2.0),
        };
        self.bounds.hold(&if turned {
            [(at.0 - 9.0, at.1 - after), (at.0 + 2.0, at.1 + before)]
        } else {
            [(at.0 - before, at.1 - 9.0), (at.0 + after, at.1 + 2.0)]
        });
        let (x, y) = (short(at.0), short(at.1));
        let turn = if turned { format!(" transform=\"rotate(-90 {x} {y})\"") } else { String::new() };
        // The letter of a dimension is set in italics, as standards do.
        let (letter, rest) = match text.split_once(' ') {
            Some((letter, rest))
                if letter.chars().count() <= 2 && letter.starts_with(char::is_alphabetic) && !rest.is_empty() =>
            {
                (letter, rest)
            }
            _ => ("", text),
        };
        let italic =
            if letter.is_empty() { String::new() } else { format!("<tspan font-style=\"italic\">{}</tspan> ", escaped(letter)) };
        let _ = write!(self.texts, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\"{turn}>{italic}{}</text>", escaped(rest));
    }

    /// Lines at 45° inside the rings, by the even-odd rule.
    fn hatching(&mut self, rings: &[&[Point]], distance: f64, back: bool) {
        // In turned coordinates u along the lines and v across them, each line is one v.
        let turned = |point: &Point| {
            let x = if back { -point.0 } else { point.0 };
            (x - point.1, x + point.1)
        };
        let rings: Vec<Vec<Point>> = rings.iter().map(|ring| ring.iter().map(turned).collect()).collect();
        let step = distance * std::f64::consts::SQRT_2;
        let low = rings.iter().flatten().map(|point| point.1).fold(f64::INFINITY, f64::min);
        let high = rings.iter().flatten().map(|point| point.1).fold(f64::NEG_INFINITY, f64::max);
        let mut across = (low / step).ceil() * step + 0.1;
        while across < high {
            let mut crossings: Vec<f64> = rings.iter().flat_map(|ring| crossings(ring, across)).collect();
            crossings.sort_by(f64::total_cmp);
            for pair in crossings.chunks_exact(2) {
                let point = |along: f64| {
                    let x = (along + across) / 2.0;
                    (if back { -x } else { x }, (across - along) / 2.0)
                };
                trace(&mut self.hatch, &[point(pair[0]), point(pair[1])], false);
            }
            across += step;
        }
    }

    fn path(&mut self, pen: Pen) -> &mut String {
        match pen {
            Pen::Thick => &mut self.thick,
            Pen::Thin => &mut self.thin,
            Pen::Axis => &mut self.axis,
        }
    }

    /// The finished SVG, in the colour of the text around it or in the ink given.
    pub fn finish(self, ink: Option<&str>, paper: Option<&str>) -> String {
        let ink = ink.unwrap_or("currentColor");
        let (x, y, width, height) = self.bounds.view_box();
        let (x, y, width, height) = (short(x), short(y), short(width), short(height));
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{x} {y} {width} {height}\" fill=\"none\" stroke=\"{ink}\" \
             stroke-linejoin=\"round\" stroke-linecap=\"round\" role=\"img\" aria-hidden=\"true\">"
        );
        if let Some(paper) = paper {
            let _ =
                write!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{paper}\" stroke=\"none\"/>");
        }
        let layers = [
            (&self.soft, format!("fill=\"{ink}\" fill-opacity=\".09\" stroke=\"none\"")),
            (&self.hatch, "stroke-width=\".6\" stroke-opacity=\".55\"".to_owned()),
            (&self.axis, "stroke-width=\".7\" stroke-opacity=\".6\" stroke-dasharray=\"9 2.5 1.5 2.5\"".to_owned()),
            (&self.thin, "stroke-width=\".8\" stroke-opacity=\".8\"".to_owned()),
            (&self.dimension, "stroke-width=\".6\" stroke-opacity=\".75\"".to_owned()),
            (&self.thick, "stroke-width=\"1.5\"".to_owned()),
            (&self.solid, format!("fill=\"{ink}\" stroke=\"none\"")),
        ];
        for (path, look) in layers {
            if !path.is_empty() {
                let _ = write!(svg, "<path {look} d=\"{path}\"/>");
            }
        }
        if !self.texts.is_empty() {
            let _ = write!(
                svg,
                "<g fill=\"{ink}\" stroke=\"none\" font-family=\"Inter, system-ui, sans-serif\" font-size=\"11\" \
                 font-variant-numeric=\"tabular-nums\">{}</g>",
                self.texts
            );
        }
        svg.push_str("</svg>");
        svg
    }
}

/// Corners of a rectangle.
pub(super) fn rectangle(corner: Point, width: f64, height: f64) -> [Point; 4] {
    let (x, y) = corner;
    [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
}

/// Corners of a rectangle with round corners.
pub(super) fn rounded(corner: Point, size: (f64, f64), radius: f64) -> Vec<Point> {
    let ((x, y), (width, height)) = (corner, size);
    let radius = radius.min(width / 2.0).min(height / 2.0);
    let centres = [
        ((x + width - radius, y + radius), -90.0),
        ((x + width - radius, y + height - radius), 0.0),
        ((x + radius, y + height - radius), 90.0),
        ((x + radius, y + radius), 180.0),
    ];
    centres.iter().flat_map(|&(centre, start)| arc(centre, radius, (start, start + 90.0))).collect()
}

/// Points of an arc between two angles in degrees; 0° points right, 90° down.
pub(super) fn arc(centre: Point, radius: f64, degrees: (f64, f64)) -> Vec<Point> {
    let span = (degrees.1 - degrees.0).abs();
    // A chord may leave the arc by a fifth of a unit.
    let steps = (span / 360.0 * (7.0 * radius.abs().sqrt()).max(8.0)).ceil().max(2.0);
    let mut points = Vec::new();
    let mut step = 0.0;
    while step <= steps {
        points.push(polar(centre, radius, degrees.0 + (degrees.1 - degrees.0) * step / steps));
        step += 1.0;
    }
    points
}

/// The point at an angle in degrees around a centre.
pub(super) fn polar(centre: Point, radius: f64, degrees: f64) -> Point {
    let radians = degrees.to_radians();
    (centre.0 + radius * radians.cos(), centre.1 + radius * radians.sin())
}

/// A whole circle as a polygon.
pub(super) fn disc(centre: Point, radius: f64) -> Vec<Point> {
    let mut points = arc(centre, radius, (0.0, 360.0));
    points.pop();
    points
}

/// A regular polygon; the first corner at an angle in degrees.
pub(super) fn regular(centre: Point, radius: f64, corners: i32, first: f64) -> Vec<Point> {
    (0..corners).map(|corner| polar(centre, radius, first + 360.0 * f64::from(corner) / f64::from(corners))).collect()
}

/// The shape turned upside down about a horizontal line.
pub(super) fn flipped(points: &[Point], axis: f64) -> Vec<Point> {
    points.iter().map(|&(x, y)| (x, 2.0 * axis - y)).collect()
}

/// The shape turned about a vertical line.
pub(super) fn mirrored(points: &[Point], axis: f64) -> Vec<Point> {
    points.iter().map(|&(x, y)| (2.0 * axis - x, y)).collect()
}

fn crossings(ring: &[Point], across: f64) -> Vec<f64> {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .filter(|(from, to)| (from.1 <= across) != (to.1 <= across))
        .map(|(from, to)| from.0 + (to.0 - from.0) * (across - from.1) / (to.1 - from.1))
        .collect()
}

/// Appends a path with relative coordinates, which are shorter.
fn trace(path: &mut String, points: &[Point], closed: bool) {
    let mut pen = (0.0, 0.0);
    for (place, &(x, y)) in points.iter().enumerate() {
        let (x, y) = (rounded_to_tenth(x), rounded_to_tenth(y));
        let _ = if place == 0 {
            write!(path, "M{} {}", short(x), short(y))
        } else {
            write!(path, "l{} {}", short(x - pen.0), short(y - pen.1))
        };
        pen = (x, y);
    }
    if closed {
        path.push('z');
    }
}

fn rounded_to_tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// At most one decimal, no needless zero: `12.5`, `12`, `-.5`.
fn short(value: f64) -> String {
    let text = format!("{:.1}", value);
    let text = text.strip_suffix(".0").unwrap_or(&text);
    match text {
        "-0" => "0".to_owned(),
        _ if text.starts_with("0.") => text[1..].to_owned(),
        _ if text.starts_with("-0.") => format!("-{}", &text[2..]),
        _ => text.to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
