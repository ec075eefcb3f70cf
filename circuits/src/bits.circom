pragma circom 2.1.6;

include "circomlib/circuits/bitify.circom";

// A flag is 0 or 1.
template Boolean() {
    signal input in;
    in * (in - 1) === 0;
}

// The 254 bits of a field element, least significant first, as of its one representative below r.
//
// 254 bits can also hold some in + r: whoever may choose between the two chooses between two paths through a sparse tree.
// Therefore the bits are held against c = r - 1 from the top: same[i] is 1 as long as bits 253..i are those of c. Where c has
// a 0 and all above is the same, a 1 would be above c; one constraint forbids that and is the booleanity too:
//   b (1 - same - b) = 0    same = 0: b is 0 or 1;  same = 1: -b^2 = 0, b is 0.
// Where c has a 1, either bit is fine, and same goes on only with a 1.
template CanonicalBits() {
    signal input in;
    signal output out[254];

    signal same[255];
    same[254] <== 1;
    var sum = 0;
    for (var i = 253; i >= 0; i--) {
        out[i] <-- (in >> i) & 1;
        sum += out[i] * (1 << i);
        if (((-1 >> i) & 1) == 1) {
            out[i] * (1 - out[i]) === 0;
            same[i] <== same[i + 1] * out[i];
        } else {
            out[i] * (1 - same[i + 1] - out[i]) === 0;
            same[i] <== same[i + 1];
        }
    }
    sum === in;
}

// active[i] = 1 exactly for the levels i < depth; depth is 0..max, otherwise there is no witness.
//
// at[i] marks the depth: at[i] (depth - i) = 0 leaves only at[depth] free to be other than 0, and the sum makes that one 1.
// So the marks are unique, the active levels are sums of them, and they never start again after a stop.
template ActiveLevels(max) {
    signal input depth;
    signal output active[max];

    signal at[max + 1];
    var sum = 0;
    for (var i = 0; i <= max; i++) {
        at[i] <-- depth == i ? 1 : 0;
        at[i] * (depth - i) === 0;
        sum += at[i];
    }
    sum === 1;

    var above = 0;
    for (var i = max - 1; i >= 0; i--) {
        above += at[i + 1];
        active[i] <== above;
    }
}
