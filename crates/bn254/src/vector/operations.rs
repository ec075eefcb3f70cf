//! Whole operations on slices, eight elements at a time.

use std::marker::PhantomData;

use ark_bn254::{Fq, Fq2, Fq6, Fq12, G1Affine, G2Affine};
use ark_ec::AffineRepr;

use crate::coefficient::Coefficient;

use super::convert::{load, load2, splat, splat2, store, store2, zero_lanes};
use super::fp::Fp;
use super::fp2::Fp2;
use super::fp12::Fp12;
use super::g1::{Jacobian, Table, load_points, scale};
use super::g2::G2;
use super::inverse::invert_all;
use super::lanes::{Kernel, LANES, Lanes, Values};
use super::miller::{Pairs, products};

/// The elements of a group of lanes, the last one filled up with `filler`.
pub(crate) fn group<'a, T>(elements: &'a [T], filler: &'a T) -> [&'a T; LANES] {
    std::array::from_fn(|lane| elements.get(lane).unwrap_or(filler))
}

/// One of each stretch of the elements, the same one of all: stretches are `stretch` long, and what the last ones lack is `filler`.
#[inline(always)]
fn across<'a, T>(elements: &'a [T], stretch: usize, index: usize, filler: &'a T) -> [&'a T; LANES] {
    std::array::from_fn(|lane| elements.get(lane * stretch + index).unwrap_or(filler))
}

/// The Miller loops of all pairs of `a` and `b`, for each lane the product of those of a stretch of them, an eighth, up to a factor that
/// the final exponentiation removes; and for each b whether it is of order r. If some is not, its product means nothing. All
/// points must be on their curves, none the identity.
#[inline(always)]
pub(crate) fn loops<L: Values>(a: &[G1Affine], b: &[G2Affine]) -> (Vec<Fq12>, Vec<bool>) {
    let (g1, g2) = (G1Affine::generator(), G2Affine::generator());
    let stretch = a.len().div_ceil(LANES);
    let mut inverses: Vec<Fp<L>> = Vec::with_capacity(stretch);
    for index in 0..stretch {
        inverses.push(load(across(a, stretch, index, &g1).map(|point| &point.y)));
    }
    // A zero, which no point of G1 has, is only made harmless here.
    invert_all(&mut inverses, &mut Vec::new());
    let mut pairs = Vec::with_capacity(inverses.len());
    for (index, inverse) in inverses.iter().enumerate() {
        let x: Fp<L> = load(across(a, stretch, index, &g1).map(|point| &point.x));
        let used = (0..LANES).fold(0, |used, lane| used | u8::from(lane * stretch + index < a.len()) << lane);
        let nothing = Fp::zero();
        let evaluation = [nothing.select(&x.mul(inverse).neg::<4>(), used), nothing.select(inverse, used)];
        let points = across(b, stretch, index, &g2);
        // Below 2 p, as the loop needs them.
        let q = G2 { x: load2(points.map(|point| &point.x)).weak(), y: load2(points.map(|point| &point.y)).weak() };
        pairs.push(Pairs::new(q, evaluation));
    }
    let products = products(&mut pairs);
    let is_member =
        |place| products.members.get(place % stretch).is_some_and(|mask| mask >> (place / stretch) & 1 == 1);
    (lanes(&products.f), (0..b.len()).map(is_member).collect())
}

/// The element of each lane.
#[inline(always)]
fn lanes<L: Values>(f: &Fp12<L>) -> Vec<Fq12> {
    let [[a0, a1, a2], [b0, b1, b2]] = [&f.c0, &f.c1];
    let (c0, c1) = ([store2(a0), store2(a1), store2(a2)], [store2(b0), store2(b1), store2(b2)]);
    let lane = |half: &[[Fq2; LANES]; 3], lane: usize| Fq6::new(half[0][lane], half[1][lane], half[2][lane]);
    (0..LANES).map(|index| Fq12::new(lane(&c0, index), lane(&c1, index))).collect()
}

/// `[r_i] P_i` for each point.
#[inline(always)]
pub(crate) fn scaled<L: Values>(points: &[G1Affine], coefficients: &[Coefficient]) -> Vec<G1Affine> {
    let filler = G1Affine::generator();
    let filler_coefficient = Coefficient::from_bytes([0; 16]);
    let mut tables = Vec::with_capacity(points.len().div_ceil(LANES));
    let mut inverses: Vec<Fp<L>> = Vec::with_capacity(2 * tables.capacity());
    for points in points.chunks(LANES) {
        let [x, y]: [Fp<L>; 2] = load_points(group(points, &filler));
        tables.push([x.weak(), y.weak()]);
    }
    // 2P by affine doubling; sqrt(-3) P = P + 2 phi(P), as 1 + 2 omega = sqrt(-3).
    let mut doubles = tables.clone();
    for [_, y] in &tables {
        inverses.push(y.double());
    }
    invert_all(&mut inverses, &mut Vec::new());
    for (point, inverse) in doubles.iter_mut().zip(&inverses) {
        let slope = point[0].square().triple().mul(inverse);
        *point = chord(point, &point[0].clone(), &slope);
    }
    let beta = super::g1::beta::<L>();
    inverses.clear();
    for ([x, _], [double_x, _]) in tables.iter().zip(&doubles) {
        inverses.push(x.sub::<4>(&double_x.mul(&beta)));
    }
    invert_all(&mut inverses, &mut Vec::new());
    let mut results: Vec<Jacobian<L>> = Vec::with_capacity(tables.len());
    for (index, ((point, double), inverse)) in tables.iter().zip(&doubles).zip(&inverses).enumerate() {
        let image_x = double[0].mul(&beta);
        let slope = point[1].sub::<4>(&double[1]).mul(inverse);
        let root = chord(point, &image_x, &slope);
        let table = Table::new([*point, *double, root]);
        let own = group(coefficients.get(index * LANES..).unwrap_or_default(), &filler_coefficient);
        let digits = own.map(|coefficient| coefficient.digits());
        results.push(scale(&table, &digits));
    }
    let mut inverses: Vec<Fp<L>> = Vec::with_capacity(results.len());
    for result in &results {
        inverses.push(result.z);
    }
    invert_all(&mut inverses, &mut Vec::new());
    let mut affine = Vec::with_capacity(results.len() * LANES);
    for (result, inverse) in results.iter().zip(&inverses) {
        let square = inverse.square();
        let x = store(&result.x.mul(&square));
        let y = store(&result.y.mul(&square.mul(inverse)));
        affine.extend(x.into_iter().zip(y).map(|(x, y)| G1Affine::new_unchecked(x, y)));
    }
    affine.truncate(points.len());
    affine
}

/// The third point on the line of this slope through `point` and one with `other_x`, mirrored.
#[inline(always)]
pub(crate) fn chord<L: Lanes>(point: &[Fp<L>; 2], other_x: &Fp<L>, slope: &Fp<L>) -> [Fp<L>; 2] {
    let [x, y] = point;
    let third = slope.square().sub::<8>(&x.add(other_x)).weak();
    [third, slope.mul(&x.sub::<4>(&third)).sub::<4>(y).weak()]
}

/// Which points are on y^2 = x^3 + 3; the identity is not.
#[inline(always)]
pub(crate) fn on_curve<L: Values>(points: &[G1Affine]) -> Vec<bool> {
    let filler = G1Affine::generator();
    let three = splat::<L>(&Fq::from(3));
    let mut on_curve = Vec::with_capacity(points.len() + LANES);
    for points in points.chunks(LANES) {
        let [x, y] = load_points::<L>(group(points, &filler));
        let zeros = zero_lanes(&off_curve(&x, &y, &three));
        on_curve.extend(points.iter().enumerate().map(|(lane, point)| zeros >> lane & 1 == 1 && !point.is_zero()));
    }
    on_curve
}

/// Which points are on the twist; the identity is not.
#[inline(always)]
pub(crate) fn on_twist<L: Values>(points: &[G2Affine]) -> Vec<bool> {
    let filler = G2Affine::generator();
    let b = splat2::<L>(&<ark_bn254::g2::Config as ark_ec::short_weierstrass::SWCurveConfig>::COEFF_B);
    let mut on_curve = Vec::with_capacity(points.len() + LANES);
    for points in points.chunks(LANES) {
        let own = group(points, &filler);
        let (x, y) = (load2::<L>(own.map(|point| &point.x)).weak(), load2::<L>(own.map(|point| &point.y)).weak());
        let difference = off_twist(&x, &y, &b);
        let zeros = zero_lanes(&difference.c0) & zero_lanes(&difference.c1);
        on_curve.extend(points.iter().enumerate().map(|(lane, point)| zeros >> lane & 1 == 1 && !point.is_zero()));
    }
    on_curve
}

/// y^2 - x^3 - b, for coordinates below 16 p.
#[inline(always)]
pub(crate) fn off_curve<L: Lanes>(x: &Fp<L>, y: &Fp<L>, b: &Fp<L>) -> Fp<L> {
    y.square().sub::<32>(&x.square().mul(x).add(b))
}

/// y^2 - x^3 - b on the twist, for coordinates below 3 p.
#[inline(always)]
pub(crate) fn off_twist<L: Lanes>(x: &Fp2<L>, y: &Fp2<L>, b: &Fp2<L>) -> Fp2<L> {
    y.square().sub::<32>(&x.square().mul(x).add(b))
}

/// [`loops`] as a kernel.
pub(crate) struct Loops<'a, L>(pub(crate) &'a [G1Affine], pub(crate) &'a [G2Affine], pub(crate) PhantomData<L>);
/// [`scaled`] as a kernel.
pub(crate) struct Scale<'a, L>(pub(crate) &'a [G1Affine], pub(crate) &'a [Coefficient], pub(crate) PhantomData<L>);
/// [`on_curve`] as a kernel.
pub(crate) struct OnCurve<'a, L>(pub(crate) &'a [G1Affine], pub(crate) PhantomData<L>);
/// [`on_twist`] as a kernel.
pub(crate) struct OnTwist<'a, L>(pub(crate) &'a [G2Affine], pub(crate) PhantomData<L>);

impl<L: Values> Kernel for Loops<'_, L> {
    type Output = (Vec<Fq12>, Vec<bool>);

    #[inline(always)]
    fn run(self) -> Self::Output {
        loops::<L>(self.0, self.1)
    }
}

impl<L: Values> Kernel for Scale<'_, L> {
    type Output = Vec<G1Affine>;

    #[inline(always)]
    fn run(self) -> Self::Output {
        scaled::<L>(self.0, self.1)
    }
}

impl<L: Values> Kernel for OnCurve<'_, L> {
    type Output = Vec<bool>;

    #[inline(always)]
    fn run(self) -> Self::Output {
        on_curve::<L>(self.0)
    }
}

impl<L: Values> Kernel for OnTwist<'_, L> {
    type Output = Vec<bool>;

    #[inline(always)]
    fn run(self) -> Self::Output {
        on_twist::<L>(self.0)
    }
}
