//! A circuit of one constraint for tests, `x * x = y` with `y` public: its constraint system and its witness program, each
//! with whatever fault a test wants.

use ark_ff::{BigInt, BigInteger, PrimeField};
use egate_groth16::Fr;

use super::circuit::CompiledCircuit;
use super::witness::name_hash;

/// The name of the square's input.
pub(super) const SQUARE_INPUT: &str = "x";

/// The circuit.
pub(super) fn square() -> CompiledCircuit {
    CompiledCircuit::parse(&R1csFile::square().bytes(), &Program::square().wasm()).unwrap()
}

/// A constraint system's file, section by section.
#[derive(Clone)]
pub(super) struct R1csFile {
    pub(super) sections: Vec<(u32, Vec<u8>)>,
}

impl R1csFile {
    pub(super) fn square() -> Self {
        let one =
            |wire: u32| [&1u32.to_le_bytes()[..], &wire.to_le_bytes(), &element(Fr::from(1u64).into_bigint())].concat();
        Self {
            sections: vec![
                (2, [one(2), one(2), one(1)].concat()),
                (1, header(Fr::MODULUS, [3, 1, 0, 1], 1)),
                (3, [0u64, 1, 2].map(u64::to_le_bytes).concat()),
            ],
        }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"r1cs\x01\0\0\0".to_vec();
        bytes.extend((self.sections.len() as u32).to_le_bytes());
        for (kind, content) in &self.sections {
            bytes.extend(kind.to_le_bytes());
            bytes.extend((content.len() as u64).to_le_bytes());
            bytes.extend(content);
        }
        bytes
    }
}

/// A header: wires, public outputs, public inputs and private inputs; then constraints.
pub(super) fn header(modulus: BigInt<4>, counts: [u32; 4], constraints: u32) -> Vec<u8> {
    let counts = counts.map(u32::to_le_bytes).concat();
    [&32u32.to_le_bytes()[..], &element(modulus), &counts, &3u64.to_le_bytes(), &constraints.to_le_bytes()].concat()
}

fn element(value: BigInt<4>) -> Vec<u8> {
    value.to_bytes_le()
}

/// A witness program, in WebAssembly's text form once it is asked for.
#[derive(Clone)]
pub(super) struct Program {
    pub(super) pages: usize,
    pub(super) field_words: i32,
    pub(super) modulus: BigInt<4>,
    /// Where field elements pass.
    pub(super) window: i32,
    pub(super) wires: i32,
    /// What it says of wire 0.
    pub(super) one: BigInt<4>,
    /// What is added to the square.
    pub(super) lie: i64,
    /// What is done when the input is set, before the square is computed.
    pub(super) on_input: String,
    /// What `getMessageChar` gives, one after the other.
    pub(super) messages: String,
    /// What else the module declares.
    pub(super) declarations: &'static str,
    /// An export that has another name.
    pub(super) renamed: &'static str,
}

impl Program {
    pub(super) fn square() -> Self {
        Self {
            pages: 1,
            field_words: 8,
            modulus: Fr::MODULUS,
            window: 0,
            wires: 3,
            one: BigInt::from(1u64),
            lie: 0,
            on_input: String::new(),
            messages: String::new(),
            declarations: "",
            renamed: "",
        }
    }

    /// The window first, the modulus at 32, wires 0 to 2 from 64 on, messages from 1024 on, again and again.
    pub(super) fn wasm(&self) -> Vec<u8> {
        let Self { pages, field_words, window, wires, lie, on_input, declarations, .. } = self;
        let escaped = |bytes: &[u8]| bytes.iter().map(|byte| format!("\\{byte:02x}")).collect::<String>();
        let (modulus, one) = (escaped(&element(self.modulus)), escaped(&element(self.one)));
        let messages = escaped(self.messages.as_bytes());
        let (high, low) = name_hash(SQUARE_INPUT);
        let text = format!(
            r#"(module
            (import "runtime" "exceptionHandler" (func $exception (param i32)))
            (import "runtime" "printErrorMessage" (func $print))
            (import "runtime" "writeBufferMessage" (func $log))
            (import "runtime" "showSharedRWMemory" (func $show))
            (memory (export "memory") {pages})
            (data (i32.const 32) "{modulus}{one}")
            (data (i32.const 1024) "{messages}")
            {declarations}
            (global $next (mut i32) (i32.const 1024))
            (func (export "getSharedRWMemoryStart") (result i32) i32.const {window})
            (func (export "getFieldNumLen32") (result i32) i32.const {field_words})
            (func (export "getRawPrime") (memory.copy (i32.const {window}) (i32.const 32) (i32.const 32)))
            (func (export "init") (param i32))
            (func (export "getInputSize") (result i32) i32.const 1)
            (func (export "getInputSignalSize") (param i32 i32) (result i32)
                (if (result i32) (i32.and (i32.eq (local.get 0) (i32.const {high})) (i32.eq (local.get 1) (i32.const {low})))
                    (then i32.const 1) (else i32.const -1)))
            (func (export "setInputSignal") (param i32 i32 i32)
                {on_input}
                (memory.copy (i32.const 128) (i32.const {window}) (i32.const 32))
                (i64.store (i32.const 96) (i64.add (i64.const {lie}) (i64.mul (i64.load (i32.const 128)) (i64.load (i32.const 128))))))
            (func (export "getWitnessSize") (result i32) i32.const {wires})
            (func (export "getWitness") (param i32)
                (memory.copy (i32.const {window}) (i32.add (i32.const 64) (i32.mul (local.get 0) (i32.const 32))) (i32.const 32)))
            (func (export "getMessageChar") (result i32)
                (i32.load8_u (global.get $next))
                (global.set $next (i32.add (i32.const 1024) (i32.and (i32.const 0x7fff)
                    (i32.sub (global.get $next) (i32.const 1023)))))))"#
        );
        let text = match self.renamed {
            "" => text,
            export => text.replace(&format!("(export \"{export}\")"), "(export \"other\")"),
        };
        wat::parse_str(text).unwrap()
    }
}
