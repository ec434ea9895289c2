//! Rotary shaft seals and O-rings.

use super::balls::Layout;
use super::sheet::{Point, disc, flipped};
use super::{Dims, Pen, Sheet};

pub(super) fn shaft_seal(sheet: &mut Sheet, dims: &Dims) {
    let layout = Layout::new(
        // The section is drawn thicker than it is, since its lip is what one looks for.
        dims.number("d", 25.0).min(dims.number("D", 47.0) * 0.56),
        dims.number("D", 47.0),
        dims.number("D", 47.0) * 0.28,
    );
    let (left, right) = (layout.left, layout.right);
    let (width, height) = (right - left, layout.height());
    let at = |x: f64, y: f64| (left + width * x, layout.up(layout.inner + height * y));
    // Rubber body: outside rim, web on the left, sealing lip that bends to the right.
    let rubber: Vec<Point> = vec![
        at(0.04, 1.0),
        at(0.96, 1.0),
        at(1.0, 0.96),
        at(1.0, 0.86),
        at(0.22, 0.84),
        at(0.22, 0.42),
        at(0.5, 0.36),
        at(0.78, 0.34),
        at(0.86, 0.22),
        at(0.72, 0.2),
        at(0.62, 0.0),
        at(0.52, 0.02),
        at(0.34, 0.2),
        at(0.06, 0.26),
        at(0.0, 0.34),
        at(0.0, 0.96),
    ];
    // The L-shaped metal case inside it.
    let case: Vec<Point> = vec![at(0.08, 0.95), at(0.94, 0.95), at(0.94, 0.9), at(0.16, 0.9), at(0.16, 0.46), at(0.08, 0.46)];
    for (rubber, case) in [(rubber.clone(), case.clone()), (flipped(&rubber, layout.centre_y), flipped(&case, layout.centre_y))] {
        sheet.section(&rubber);
        sheet.tinted(&rubber);
        sheet.filled(&case);
    }
    // The garter spring that presses the lip on.
    let spring = (height * 0.07).max(3.4);
    for centre in [at(0.76, 0.31), (at(0.76, 0.31).0, 2.0 * layout.centre_y - at(0.76, 0.31).1)] {
        sheet.circle(Pen::Thick, centre, spring);
        sheet.circle(Pen::Thin, centre, spring * 0.45);
    }
    // The shaft, as a neighbouring part.
    for y in [layout.up(layout.inner), layout.centre_y + layout.inner] {
        sheet.line(Pen::Thin, (left - 10.0, y), (right + 10.0, y));
    }
    let (y, label) = (layout.centre_y, dims.label("D"));
    sheet.line(Pen::Axis, (left - 14.0, y), (right + 14.0, y));
    sheet.upright((y - layout.outer, y + layout.outer), left - 26.0, left, &label);
    sheet.upright((y - layout.inner, y + layout.inner), right + 20.0, right + 10.0, &dims.label("d"));
    sheet.across((left, right), y + layout.outer + 20.0, y + layout.outer, &dims.label("b"));
    let centre = layout.front;
    sheet.tinted_ring(centre, layout.outer, layout.inner);
    for radius in [layout.outer, layout.inner + height * 0.84, layout.inner] {
        sheet.circle(Pen::Thick, centre, radius);
    }
    for radius in [layout.inner + height * 0.42, layout.inner + height * 0.2, layout.outer - 2.0] {
        sheet.circle(Pen::Thin, centre, radius);
    }
    sheet.cross(centre, layout.outer + 8.0);
}

pub(super) fn o_ring(sheet: &mut Sheet, dims: &Dims) {
    let (inside, cord) = (dims.number("d1", 20.0), dims.number("d2", 2.62));
    let outer = 72.0;
    let scale = outer / (inside / 2.0 + cord);
    let thick = (cord * scale).clamp(9.0, 30.0);
    let (y, x) = (94.0, 78.0);
    let middle = outer - thick / 2.0;
    for side in [-1.0, 1.0] {
        let section = disc((x, y + side * middle), thick / 2.0);
        sheet.section(&section);
        sheet.tinted(&section);
    }
    for edge in [-thick / 2.0, thick / 2.0] {
        sheet.line(Pen::Thin, (x + edge, y - middle), (x + edge, y + middle));
    }
    sheet.line(Pen::Axis, (x, y - outer - 8.0), (x, y + outer + 8.0));
    sheet.line(Pen::Axis, (x - thick / 2.0 - 12.0, y), (x + thick / 2.0 + 12.0, y));
    sheet.upright((y - outer + thick, y + outer - thick), x - thick / 2.0 - 22.0, x, &dims.label("d1"));
    sheet.across((x - thick / 2.0, x + thick / 2.0), y + outer + 22.0, y + middle, &dims.label("d2"));
    let centre = (220.0, y);
    sheet.tinted_ring(centre, outer, outer - thick);
    sheet.circle(Pen::Thick, centre, outer);
    sheet.circle(Pen::Thick, centre, outer - thick);
    sheet.circle(Pen::Axis, centre, middle);
    sheet.cross(centre, outer + 8.0);
}
