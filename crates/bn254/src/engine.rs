//! The operations that verification is made of, each on the back end that it is asked of.

use ark_bn254::{Fq12, G1Affine, G1Projective, G2Affine};

use crate::backend::Backend;
use crate::coefficient::Coefficient;
use crate::lines::Lines;
use crate::{ark, pippenger, scalar};

/// From so many pairs on, eight lanes and their inversions cost less than one pair after the other.
#[cfg(target_arch = "x86_64")]
const LEAST_FOR_LANES: usize = 6;

/// Calls a scalar operation with the arithmetic of a back end, which is not that of arkworks. The portable one serves where the machine
/// lacks what was asked for: whoever names a back end need not have asked whether it is available.
macro_rules! scalar {
    ($backend:expr, $operation:ident($($argument:expr),*)) => {
        match $backend {
            #[cfg(target_arch = "x86_64")]
            Backend::Adx | Backend::Ifma if Backend::Adx.is_available() => scalar::$operation::<scalar::Adx>($($argument),*),
            _ => scalar::$operation::<scalar::Portable>($($argument),*),
        }
    };
}

/// Products of Miller loops.
#[derive(Clone, Debug)]
pub struct Loops {
    /// The products of consecutive stretches of the pairs, each up to a factor that the final exponentiation removes: as many as cost
    /// nothing to keep apart. They mean nothing if one of the points is no member.
    pub products: Vec<Fq12>,
    /// How many pairs a stretch is; the last ones may be shorter or empty.
    pub stretch: usize,
    /// For each point of the twist whether it is in G2, the subgroup of order r.
    pub members: Vec<bool>,
}

impl Loops {
    /// The product of the loops of all pairs.
    #[must_use]
    pub fn product(&self) -> Fq12 {
        self.products.iter().product()
    }
}

impl Backend {
    /// The Miller loops of all pairs, and which points of the twist are in G2. All points must be on their curves,
    /// and none the identity. The cost of an inversion in each step is shared: more pairs cost less each.
    #[must_use]
    pub fn loops(self, g1: &[G1Affine], twist: &[G2Affine]) -> Loops {
        let (g1, twist) = pairs(g1, twist);
        #[cfg(target_arch = "x86_64")]
        if self == Self::Ifma
            && g1.len() >= LEAST_FOR_LANES
            && let Some((products, members)) = lanes::loops(g1, twist)
        {
            return Loops { stretch: g1.len().div_ceil(products.len()), products, members };
        }
        let (product, members) = match self {
            Self::Ark => ark::loops(g1, twist),
            _ => scalar!(self, loops(g1, twist)),
        };
        Loops { products: vec![product], stretch: g1.len(), members }
    }

    /// The product of the Miller loops of points with lines that are known; a pair with the identity counts as one.
    #[must_use]
    pub fn fixed_loops(self, pairs: &[(G1Affine, &Lines)]) -> Fq12 {
        match self {
            Self::Ark => ark::fixed_loops(pairs),
            // In lanes the first one's lines are computed anew, and still it takes half the time.
            #[cfg(target_arch = "x86_64")]
            Self::Ifma
                if let [(point, lines), rest @ ..] = pairs
                    && !lines.as_slice().is_empty()
                    && let Some((product, _)) = lanes::pair(point, lines.point(), rest) =>
            {
                product
            }
            _ => scalar!(self, fixed_loops(pairs)),
        }
    }

    /// [`loops`](Self::loops) of one pair together with [`fixed_loops`](Self::fixed_loops), with one accumulator, and whether the
    /// point of the twist is in G2: what the verification of one proof takes.
    #[must_use]
    pub fn pair(self, g1: &G1Affine, twist: &G2Affine, fixed: &[(G1Affine, &Lines)]) -> (Fq12, bool) {
        match self {
            Self::Ark => {
                let (product, members) = ark::loops(&[*g1], &[*twist]);
                (product * self.fixed_loops(fixed), members == [true])
            }
            #[cfg(target_arch = "x86_64")]
            Self::Ifma if let Some(found) = lanes::pair(g1, twist, fixed) => found,
            _ => scalar!(self, pair(g1, twist, fixed)),
        }
    }

    /// The final exponentiation; nothing for zero.
    #[must_use]
    pub fn final_exponentiation(self, f: &Fq12) -> Option<Fq12> {
        match self {
            Self::Ark => ark::final_exponentiation(f),
            #[cfg(target_arch = "x86_64")]
            Self::Ifma if self.is_available() => lanes::hard_part(&scalar!(self, easy_part(f))?),
            _ => scalar!(self, final_exponentiation(f)),
        }
    }

    /// Whether a point of the twist is in G2. The identity is.
    #[must_use]
    pub fn is_in_g2(self, point: &G2Affine) -> bool {
        match self {
            Self::Ark => ark::is_in_g2(point),
            _ => scalar!(self, is_in_g2(point)),
        }
    }

    /// Which points are on the curve, and not the identity.
    #[must_use]
    pub fn on_curve(self, points: &[G1Affine]) -> Vec<bool> {
        #[cfg(target_arch = "x86_64")]
        if self == Self::Ifma
            && let Some(on_curve) = lanes::on_curve(points)
        {
            return on_curve;
        }
        match self {
            Self::Ark => ark::on_curve(points),
            _ => scalar!(self, on_curve_g1(points)),
        }
    }

    /// Which points are on the twist, and not the identity.
    #[must_use]
    pub fn on_twist(self, points: &[G2Affine]) -> Vec<bool> {
        #[cfg(target_arch = "x86_64")]
        if self == Self::Ifma
            && let Some(on_twist) = lanes::on_twist(points)
        {
            return on_twist;
        }
        match self {
            Self::Ark => ark::on_twist(points),
            _ => scalar!(self, on_curve_g2(points)),
        }
    }

    /// `[r_i] P_i` for points that are on the curve and not the identity.
    #[must_use]
    pub fn scale(self, points: &[G1Affine], coefficients: &[Coefficient]) -> Vec<G1Affine> {
        let (points, coefficients) = pairs(points, coefficients);
        #[cfg(target_arch = "x86_64")]
        if self == Self::Ifma
            && let Some(scaled) = lanes::scale(points, coefficients)
        {
            return scaled;
        }
        match self {
            Self::Ark => ark::scale(points, coefficients),
            _ => scalar!(self, scale(points, coefficients)),
        }
    }

    /// The sum of `[r_i] P_i` for points that are on the curve.
    pub fn combine(self, points: &[G1Affine], coefficients: &[Coefficient]) -> G1Projective {
        let (points, coefficients) = pairs(points, coefficients);
        match self {
            Self::Ark => ark::combine(points, coefficients),
            _ => pippenger::combine(self, points, coefficients),
        }
    }

    /// The sum over all places k of 2^(bits k) times the sum of the points of place k, for points that are on the curve.
    pub(crate) fn sum_of_places(self, places: &[Vec<G1Projective>], bits: usize) -> G1Affine {
        match self {
            Self::Ark => ark::sum_of_places(places, bits),
            _ => scalar!(self, sum_of_places(places, bits)),
        }
    }

    /// The sum of each pair of points that are on the curve, whatever they are.
    #[must_use]
    pub(crate) fn add_pairs(self, first: &[G1Affine], second: &[G1Affine]) -> Vec<G1Affine> {
        let (first, second) = pairs(first, second);
        #[cfg(target_arch = "x86_64")]
        if self == Self::Ifma
            && let Some(sums) = lanes::add_pairs(first, second)
        {
            return sums;
        }
        match self {
            Self::Ark => ark::add_pairs(first, second),
            _ => scalar!(self, add_pairs(first, second)),
        }
    }
}

/// What has its counterpart on the other side: all, unless one is longer.
fn pairs<'a, T, U>(first: &'a [T], second: &'a [U]) -> (&'a [T], &'a [U]) {
    let count = first.len().min(second.len());
    (first.get(..count).unwrap_or_default(), second.get(..count).unwrap_or_default())
}

/// The operations that are done eight at a time; nothing on machines that cannot.
#[cfg(target_arch = "x86_64")]
mod lanes {
    use std::marker::PhantomData;

    use ark_bn254::{Fq12, G1Affine, G2Affine};
    use ark_ec::AffineRepr;

    use crate::coefficient::Coefficient;
    use crate::lines::Lines;
    use crate::vector::ifma::{Ifma, run};
    use crate::vector::operations::{Loops, OnCurve, OnTwist, Scale};
    use crate::vector::pairs::{AddPairs, ordinary};
    use crate::vector::single::pair::{HardPart, Pair};

    pub(super) fn loops(g1: &[G1Affine], twist: &[G2Affine]) -> Option<(Vec<Fq12>, Vec<bool>)> {
        run(Loops::<Ifma>(g1, twist, PhantomData))
    }

    /// Of a pair and the two that the equation of one proof has besides; nothing for others, for the identity, or if lines are missing.
    pub(super) fn pair(g1: &G1Affine, twist: &G2Affine, fixed: &[(G1Affine, &Lines)]) -> Option<(Fq12, bool)> {
        let [(c, c_lines), (d, d_lines)] = fixed else { return None };
        if g1.is_zero() || twist.is_zero() {
            return None;
        }
        let fixed = [(c, *c_lines), (d, *d_lines)];
        run(Pair::<Ifma> { g1, twist, fixed, lanes: PhantomData })?
    }

    pub(super) fn hard_part(f: &Fq12) -> Option<Fq12> {
        run(HardPart::<Ifma>(f, PhantomData))
    }

    pub(super) fn on_curve(points: &[G1Affine]) -> Option<Vec<bool>> {
        run(OnCurve::<Ifma>(points, PhantomData))
    }

    pub(super) fn on_twist(points: &[G2Affine]) -> Option<Vec<bool>> {
        run(OnTwist::<Ifma>(points, PhantomData))
    }

    pub(super) fn scale(points: &[G1Affine], coefficients: &[Coefficient]) -> Option<Vec<G1Affine>> {
        run(Scale::<Ifma>(points, coefficients, PhantomData))
    }

    pub(super) fn add_pairs(first: &[G1Affine], second: &[G1Affine]) -> Option<Vec<G1Affine>> {
        let mut sums = run(AddPairs::<Ifma>(first, second, PhantomData))?;
        for ((sum, first), second) in sums.iter_mut().zip(first).zip(second) {
            if !ordinary(first, second) {
                *sum = (*first + *second).into();
            }
        }
        Some(sums)
    }
}

#[cfg(test)]
mod tests;
