//! Which fence of a page was meant to open and which to close, and where one is missing, superfluous or not read as a
//! fence: the explanation with the fewest slips under which text looks like prose outside of fences and like code inside.
//!
//! Dynamic programming over the fence lines with two states, outside and inside; linear in the length of the page.
//! It knows nothing of containers, and names no slip that another explanation does without at nearly the same cost.

use super::fence_lines::{FenceLine, Info, Lines, Marks};

/// What a line of evidence against an explanation costs is one; more than this nothing between two fences counts.
const MOST: u32 = 4;
/// What slips cost.
const MISSING_CLOSE: u32 = 6;
const MISSING_OPEN: u32 = 7;
const STRAY: u32 = 6;
/// A fence right behind another one, or with nothing behind it.
const USELESS: u32 = 3;
const LABELLED_CLOSE: u32 = 6;
const UNREAD: u32 = 3;
/// The same with an info string, which nobody writes for something else.
const UNREAD_LABEL: u32 = 2;
/// A fence shown in code, or in indented code.
const SHOWN: u32 = 7;
const INDENTED: u32 = 1;
/// A bare fence that opens, on a page where every other opening one is labelled.
const UNUSUAL: u32 = 3;
/// Two fences missing one behind the other.
const TWICE: u32 = 3;
/// No path costs as much.
const NEVER: u32 = u32::MAX / 8;

const OUT: usize = 0;
const IN: usize = 1;

/// What is wrong with the fences at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// No fence closes the block; the line that no longer belongs to it, if text follows before the next fence.
    MissingClose(Option<usize>),
    /// No fence opens the block that this one closes; its first line.
    MissingOpen(usize),
    /// A fence outside of any block, with nothing to open.
    Stray,
    /// A fence inside a block that goes on behind it.
    TooEarly,
    /// A closing fence with an info string.
    LabelledClose,
    /// A fence that is not read as one, and was meant to open or to close.
    UnreadOpen,
    UnreadClose,
}

/// A slip.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slip {
    pub kind: Kind,
    /// The fence concerned: the opening one of a block that is not closed, the closing one of one that is not opened.
    pub fence: usize,
    /// By how much the next best explanation is worse.
    pub margin: u32,
    /// For a fence that closes no block because none is open, whatever the reason is: the same, of those without it.
    pub unopened: Option<(usize, u32)>,
}

/// The best explanation of the fences of a page.
pub(super) struct Pairing {
    pub slips: Vec<Slip>,
    /// For every fence that opens a block the one that closes it, if there is one.
    pub closes: Vec<Option<usize>>,
    /// Whether a fence opens a block.
    pub opens: Vec<bool>,
}

/// What a transition costs, and the slip that it is.
type Step = (u32, Option<Kind>);
/// From which state to which.
type Layer = [[Step; 2]; 2];

impl Pairing {
    pub(super) fn of(lines: &Lines<'_>) -> Self {
        let paths = Paths::through(layers(lines));
        let mut pairing = Self {
            slips: Vec::new(),
            closes: vec![None; lines.fences.len()],
            opens: vec![false; lines.fences.len()],
        };
        let (mut state, mut opened) = (OUT, None);
        for at in 0..paths.layers.len() {
            let to = paths.next(at, state);
            pairing.pass(&paths, at, (state, to), &mut opened);
            state = to;
        }
        pairing
    }

    /// Takes over one step of the best explanation.
    fn pass(&mut self, paths: &Paths, layer: usize, (from, to): (usize, usize), opened: &mut Option<usize>) {
        let fence = layer / 2;
        let kind = paths.layers[layer][from][to].1;
        let concerned = match kind {
            Some(Kind::MissingClose(_)) => *opened,
            _ => Some(fence).filter(|fence| *fence < self.opens.len()),
        };
        if let (Some(kind), Some(fence)) = (kind, concerned) {
            let margin = paths.margin(layer..layer + 1, |_, step| step == (from, to));
            self.slips.push(Slip { kind, fence, margin, unopened: paths.unopened(kind, fence) });
        }
        let is_fence = layer % 2 == 1;
        match (from, to) {
            (OUT, IN) if is_fence => {
                self.opens[fence] = true;
                *opened = Some(fence);
            }
            (IN, OUT) => {
                if let Some(opening) = opened.take().filter(|_| is_fence) {
                    self.closes[opening] = Some(fence);
                }
            }
            _ => {}
        }
    }
}

/// The costs of all explanations.
struct Paths {
    layers: Vec<Layer>,
    /// What the best way to each state before a layer costs, and the best way from there to the end.
    forward: Vec<[u32; 2]>,
    backward: Vec<[u32; 2]>,
}

impl Paths {
    fn through(layers: Vec<Layer>) -> Self {
        let outside = [0, NEVER];
        let mut forward = vec![outside];
        let mut last = outside;
        for layer in &layers {
            last = advance(last, layer, |_| false);
            forward.push(last);
        }
        let mut backward = vec![outside; layers.len() + 1];
        for (at, layer) in layers.iter().enumerate().rev() {
            let next = backward[at + 1];
            backward[at] = [OUT, IN]
                .map(|from| (layer[from][OUT].0 + next[OUT]).min(layer[from][IN].0 + next[IN]).min(NEVER));
        }
        Self { layers, forward, backward }
    }

    /// The state behind a layer on the best way from a state before it.
    fn next(&self, layer: usize, from: usize) -> usize {
        let cost = |to: usize| self.layers[layer][from][to].0 + self.backward[layer + 1][to];
        if cost(IN) < cost(OUT) { IN } else { OUT }
    }

    /// By how much the best explanation is worse that does not take certain steps in some layers.
    fn margin(
        &self,
        layers: std::ops::Range<usize>,
        is_taken: impl Fn(usize, (usize, usize)) -> bool,
    ) -> u32 {
        let (start, end) = (layers.start, layers.end.min(self.layers.len()));
        let mut costs = self.forward[start];
        for at in start..end {
            costs = advance(costs, &self.layers[at], |step| is_taken(at, step));
        }
        let rest = self.backward[end];
        (costs[OUT] + rest[OUT]).min(costs[IN] + rest[IN]).saturating_sub(self.backward[0][OUT])
    }

    /// The fence that would close a block if one were open, and how sure that is: the block ended too early, its opening fence is
    /// missing, or the fence is one too many.
    fn unopened(&self, kind: Kind, fence: usize) -> Option<(usize, u32)> {
        let closing = match kind {
            Kind::TooEarly => fence + 1,
            Kind::MissingOpen(_) | Kind::Stray => fence,
            _ => return None,
        };
        let last = 2 * closing + 1;
        let first = last.checked_sub(2)?;
        let margin = self.margin(first..last + 1, |at, step| match at - first {
            0 => step == (IN, IN),
            1 => step == (OUT, IN),
            _ => step == (OUT, OUT),
        });
        (last < self.layers.len()).then_some((closing, margin))
    }
}

/// What the best way to each state behind a layer costs, without some steps.
fn advance(costs: [u32; 2], layer: &Layer, is_left_out: impl Fn((usize, usize)) -> bool) -> [u32; 2] {
    [OUT, IN].map(|to| {
        let ways = [OUT, IN].into_iter().filter(|from| !is_left_out((*from, to)));
        ways.map(|from| costs[from] + layer[from][to].0).min().unwrap_or(NEVER).min(NEVER)
    })
}

/// The text before every fence and the fence, and the text behind the last one.
fn layers(lines: &Lines<'_>) -> Vec<Layer> {
    let count = |info: Info| {
        lines.fences.iter().filter(|fence| fence.marks == Marks::First && fence.info == info).count()
    };
    let (labelled, bare) = (count(Info::Label), count(Info::Bare));
    let opening = if labelled >= 3 && bare <= labelled + 1 { UNUSUAL } else { 0 };
    let mut layers = Vec::with_capacity(2 * lines.fences.len() + 1);
    for (index, fence) in lines.fences.iter().enumerate() {
        layers.push(gap(lines, index));
        let is_empty = |gap: usize| lines.sum(lines.gap(gap))[2] == 0;
        let is_last = index + 1 == lines.fences.len();
        let useless = index > 0 && is_empty(index) || is_last && is_empty(index + 1);
        layers.push(step(fence, useless, opening));
    }
    layers.push(gap(lines, lines.fences.len()));
    layers
}

/// The ways past a fence.
fn step(fence: &FenceLine, useless: bool, opening: u32) -> Layer {
    let (stray, early) = (Some(Kind::Stray), Some(Kind::TooEarly));
    let strays = if useless { USELESS } else { STRAY };
    match (fence.marks, fence.info) {
        (Marks::First, _) if fence.indented && fence.info != Info::Label => {
            [[(INDENTED, None), (opening, None)], [(0, None), (INDENTED, None)]]
        }
        (Marks::First, _) if fence.indented => {
            [[(INDENTED, None), (0, None)], [(LABELLED_CLOSE, Some(Kind::LabelledClose)), (INDENTED, None)]]
        }
        (Marks::First, Info::Bare) => [[(strays, stray), (opening, None)], [(0, None), (STRAY, early)]],
        (Marks::First, Info::Label) => {
            [[(SHOWN, stray), (0, None)], [(LABELLED_CLOSE, Some(Kind::LabelledClose)), (SHOWN, None)]]
        }
        (Marks::First, Info::Tag) => {
            [[(UNREAD, None), (UNREAD, None)], [(UNREAD, Some(Kind::LabelledClose)), (UNREAD, None)]]
        }
        (Marks::BehindBracket, Info::Bare) => [
            [(0, None), (SHOWN, Some(Kind::UnreadOpen))],
            [(INDENTED, Some(Kind::UnreadClose)), (UNREAD, None)],
        ],
        (_, Info::Label) => [[(0, None), (UNREAD_LABEL, Some(Kind::UnreadOpen))], [(NEVER, None), (0, None)]],
        _ => [[(0, None), (UNREAD, Some(Kind::UnreadOpen))], [(UNREAD, Some(Kind::UnreadClose)), (0, None)]],
    }
}

/// The ways through the text before a fence.
fn gap(lines: &Lines<'_>, fence: usize) -> Layer {
    let gap = lines.gap(fence);
    let [prose, code, _] = lines.sum(gap.clone());
    // Cuts where the first line that speaks for the other kind is no longer in the first part.
    let cut = |first: usize, second: usize| {
        let mut least = (NEVER, gap.start);
        for at in gap.clone().chain([gap.end]) {
            let (above, below) = (lines.sum(gap.start..at), lines.sum(at..gap.end));
            let cost = above[first].min(MOST) + below[second].min(MOST);
            if above[2] > 0 && cost <= least.0 {
                least = (cost, at);
            }
        }
        least
    };
    let (closes, opens) = (cut(0, 1), cut(1, 0));
    let text = (closes.1 < gap.end).then_some(closes.1);
    let opens_bare = lines.fences.get(fence).is_some_and(|next| next.info == Info::Bare);
    let twice = if text.is_none() && opens_bare { TWICE } else { 0 };
    let opens = if opens.1 < gap.end { opens } else { (NEVER, opens.1) };
    [
        [(code.min(MOST), None), (opens.0 + MISSING_OPEN, Some(Kind::MissingOpen(opens.1)))],
        [(closes.0 + MISSING_CLOSE + twice, Some(Kind::MissingClose(text))), (prose.min(MOST), None)],
    ]
}
