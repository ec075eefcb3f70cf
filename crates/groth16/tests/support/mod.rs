//! What the tests of this crate share: keys with a known trapdoor, and writers for every wire format.
//!
//! The writers are independent of the readers under test: they spell out each format from the points.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses its part")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test support fails loudly")]

use ark_bn254::{Bn254, Fq, Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::{CurveGroup, PrimeGroup};
use ark_ff::{BigInt, Field, PrimeField};
use ark_groth16::Groth16;
use ark_serialize::{CanonicalSerialize, Compress};
use egate_groth16::{Proof, PublicInputs, VerifyingKey};

/// A key whose trapdoor is known, as numbers: every point is that multiple of the generator.
#[derive(Clone)]
pub struct Trapdoor {
    pub alpha: Fr,
    pub beta: Fr,
    pub gamma: Fr,
    pub delta: Fr,
    pub ic: Vec<Fr>,
}

/// The points of a key, unchecked.
#[derive(Clone)]
pub struct KeyPoints {
    pub alpha: G1Affine,
    pub beta: G2Affine,
    pub gamma: G2Affine,
    pub delta: G2Affine,
    pub ic: Vec<G1Affine>,
}

/// The points of a proof, unchecked.
#[derive(Clone, Copy)]
pub struct ProofPoints {
    pub a: G1Affine,
    pub b: G2Affine,
    pub c: G1Affine,
}

/// A number that looks random and is the same in every run.
pub fn scalar(seed: u64) -> Fr {
    Fr::from(seed.wrapping_add(0x9e37_79b9_7f4a_7c15)).pow([0x1_0001, seed | 1])
}

pub fn g1(factor: Fr) -> G1Affine {
    (G1Projective::generator() * factor).into_affine()
}

pub fn g2(factor: Fr) -> G2Affine {
    (G2Projective::generator() * factor).into_affine()
}

impl Trapdoor {
    /// A key as snarkjs makes them: gamma is the generator.
    pub fn new(public_inputs: usize) -> Self {
        let ic = (0..=public_inputs as u64).map(|index| scalar(100 + index)).collect();
        Self { alpha: scalar(1), beta: scalar(2), gamma: Fr::from(1_u64), delta: scalar(3), ic }
    }

    pub fn points(&self) -> KeyPoints {
        KeyPoints {
            alpha: g1(self.alpha),
            beta: g2(self.beta),
            gamma: g2(self.gamma),
            delta: g2(self.delta),
            ic: self.ic.iter().map(|factor| g1(*factor)).collect(),
        }
    }

    pub fn key(&self) -> VerifyingKey {
        self.points().checked().unwrap()
    }

    /// The discrete logarithm of IC[0] + sum x_i IC[i + 1].
    pub fn x(&self, inputs: &[Fr]) -> Fr {
        self.ic[0] + self.ic[1..].iter().zip(inputs).map(|(ic, input)| *ic * input).sum::<Fr>()
    }

    /// A proof for any inputs, from the trapdoor.
    pub fn simulate(&self, inputs: &[Fr], seed: u64) -> ProofPoints {
        let (a, b) = (scalar(seed), scalar(seed + 1));
        let c = (a * b - self.alpha * self.beta - self.gamma * self.x(inputs)) / self.delta;
        ProofPoints { a: g1(a), b: g2(b), c: g1(c) }
    }
}

impl KeyPoints {
    pub fn checked(&self) -> Result<VerifyingKey, egate_groth16::KeyError> {
        VerifyingKey::from_points(self.alpha, self.beta, self.gamma, self.delta, self.ic.clone())
    }

    pub fn to_ark(&self) -> ark_groth16::VerifyingKey<Bn254> {
        ark_groth16::VerifyingKey {
            alpha_g1: self.alpha,
            beta_g2: self.beta,
            gamma_g2: self.gamma,
            delta_g2: self.delta,
            gamma_abc_g1: self.ic.clone(),
        }
    }

    pub fn of(key: &VerifyingKey) -> Self {
        Self {
            alpha: *key.alpha_g1(),
            beta: *key.beta_g2(),
            gamma: *key.gamma_g2(),
            delta: *key.delta_g2(),
            ic: key.ic().to_vec(),
        }
    }

    /// Whether plain arkworks, which checks the equation and nothing else, accepts the proof.
    pub fn ark_accepts(&self, proof: ProofPoints, inputs: &[Fr]) -> bool {
        let prepared = ark_groth16::prepare_verifying_key(&self.to_ark());
        Groth16::<Bn254>::verify_proof(&prepared, &proof.to_ark(), inputs).unwrap()
    }

    /// IC[0] + sum x_i IC[i + 1], the naive way.
    pub fn x(&self, inputs: &[Fr]) -> G1Affine {
        let terms = self.ic[1..].iter().zip(inputs).map(|(ic, input)| *ic * input);
        (terms.sum::<G1Projective>() + self.ic[0]).into_affine()
    }

    pub fn to_ark_bytes(&self, compress: Compress) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.to_ark().serialize_with_mode(&mut bytes, compress).unwrap();
        bytes
    }

    /// A snarkjs document, laid out and ordered as snarkjs does it, `vk_alphabeta_12` included.
    pub fn to_snarkjs(&self) -> String {
        let g1 = |point: &G1Affine| format!("[\n  \"{}\",\n  \"{}\",\n  \"1\"\n ]", point.x, point.y);
        let g2 = |point: &G2Affine| {
            let (x, y) = (point.x, point.y);
            format!("[[\"{}\", \"{}\"], [\"{}\", \"{}\"], [\"1\", \"0\"]]", x.c0, x.c1, y.c0, y.c1)
        };
        format!(
            "{{\n \"protocol\": \"groth16\",\n \"curve\": \"bn128\",\n \"nPublic\": {},\n \"vk_alpha_1\": {},\n \"vk_beta_2\": {},\n \
             \"vk_gamma_2\": {},\n \"vk_delta_2\": {},\n \"vk_alphabeta_12\": [[[\"1\",\"2\"],[\"3\",\"4\"],[\"5\",\"6\"]]],\n \
             \"IC\": [{}]\n}}\n",
            self.ic.len() - 1,
            g1(&self.alpha),
            g2(&self.beta),
            g2(&self.gamma),
            g2(&self.delta),
            self.ic.iter().map(g1).collect::<Vec<_>>().join(",\n ")
        )
    }

    /// A Solidity verifier with the constants and the declaration of snarkjs' export, and code around them that is not its.
    pub fn to_solidity(&self) -> String {
        let mut constants = String::new();
        let mut constant = |name: &str, value: Fq| {
            constants.push_str(&format!("    uint256 constant {name:<7} = {value};\n"));
        };
        constant("alphax", self.alpha.x);
        constant("alphay", self.alpha.y);
        for (name, point) in [("beta", self.beta), ("gamma", self.gamma), ("delta", self.delta)] {
            constant(&format!("{name}x1"), point.x.c1);
            constant(&format!("{name}x2"), point.x.c0);
            constant(&format!("{name}y1"), point.y.c1);
            constant(&format!("{name}y2"), point.y.c0);
        }
        for (index, point) in self.ic.iter().enumerate() {
            constant(&format!("IC{index}x"), point.x);
            constant(&format!("IC{index}y"), point.y);
        }
        format!(
            "// A test's own verifier.\npragma solidity >=0.7.0 <0.9.0;\n\ncontract Verifier {{\n    \
             uint256 constant r    = {};\n    uint256 constant q   = {};\n{constants}    uint16 constant pVk = 0;\n\n    \
             function verifyProof(uint[2] calldata _pA, uint[2][2] calldata _pB, uint[2] calldata _pC, uint[{}] calldata _pubSignals) \
             public view returns (bool) {{\n        assembly {{ mstore(0, IC0x) mstore(32, add(alphax, betax1)) }}\n    }}\n}}\n",
            Fr::MODULUS,
            Fq::MODULUS,
            self.ic.len() - 1
        )
    }
}

impl ProofPoints {
    pub fn of(proof: &Proof) -> Self {
        Self { a: *proof.a(), b: *proof.b(), c: *proof.c() }
    }

    pub fn checked(&self) -> Result<Proof, egate_groth16::ProofError> {
        Proof::from_points(self.a, self.b, self.c)
    }

    pub fn to_ark(self) -> ark_groth16::Proof<Bn254> {
        ark_groth16::Proof { a: self.a, b: self.b, c: self.c }
    }

    pub fn to_ark_bytes(self, compress: Compress) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.to_ark().serialize_with_mode(&mut bytes, compress).unwrap();
        bytes
    }

    /// snarkjs' proof.json.
    pub fn to_snarkjs(self) -> String {
        let (b, c) = (self.b, self.c);
        format!(
            r#"{{"pi_a": ["{}", "{}", "1"], "pi_b": [["{}", "{}"], ["{}", "{}"], ["1", "0"]], "pi_c": ["{}", "{}", "1"], "protocol": "groth16", "curve": "bn128"}}"#,
            self.a.x, self.a.y, b.x.c0, b.x.c1, b.y.c0, b.y.c1, c.x, c.y
        )
    }

    /// The proof of a Self request body, as the SDK has it.
    pub fn to_self_body(self) -> String {
        let (b, c) = (self.b, self.c);
        format!(
            r#"{{"a": ["{}", "{}"], "b": [["{}", "{}"], ["{}", "{}"]], "c": ["{}", "{}"]}}"#,
            self.a.x, self.a.y, b.x.c0, b.x.c1, b.y.c0, b.y.c1, c.x, c.y
        )
    }

    /// The eight words of a call, imaginary parts first.
    pub fn words(self) -> [String; 8] {
        let (a, b, c) = (self.a, self.b, self.c);
        [a.x, a.y, b.x.c1, b.x.c0, b.y.c1, b.y.c0, c.x, c.y].map(|coordinate| word(&coordinate))
    }

    pub fn to_flat_words(self) -> String {
        format!("[{}]", self.words().join(", "))
    }

    /// The proof as `snarkjs zkey export soliditycalldata` prints it, before the public inputs.
    pub fn to_printed_words(self) -> String {
        let [ax, ay, bx1, bx0, by1, by0, cx, cy] = self.words();
        format!("[{ax}, {ay}],[[{bx1}, {bx0}],[{by1}, {by0}]],[{cx}, {cy}]")
    }
}

/// An EVM word as a JSON string.
pub fn word<F: PrimeField<BigInt = BigInt<4>>>(value: &F) -> String {
    let BigInt([a, b, c, d]) = value.into_bigint();
    format!("\"0x{d:016x}{c:016x}{b:016x}{a:016x}\"")
}

/// A JSON array of EVM words.
pub fn words(inputs: &[Fr]) -> String {
    format!("[{}]", inputs.iter().map(word).collect::<Vec<_>>().join(","))
}

/// snarkjs' public.json.
pub fn decimals(inputs: &[Fr]) -> String {
    format!("[{}]", inputs.iter().map(|input| format!("\"{input}\"")).collect::<Vec<_>>().join(",\n "))
}

/// arkworks' bytes of the inputs.
pub fn inputs_to_ark_bytes(inputs: &[Fr]) -> Vec<u8> {
    let mut bytes = Vec::new();
    inputs.to_vec().serialize_compressed(&mut bytes).unwrap();
    bytes
}

pub fn inputs(values: &[Fr]) -> PublicInputs {
    PublicInputs::new(values.to_vec())
}
