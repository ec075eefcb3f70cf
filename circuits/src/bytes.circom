pragma circom 2.1.6;

include "circomlib/circuits/bitify.circom";

// A byte is below 256, and its bits are handed out, least significant first.
// Without this check two lists of "bytes" have the same packed value (256 in one place, 1 more in the next).
template IsByte() {
    signal input in;
    signal output bits[8] <== Num2Bits(8)(in);
}

// Bytes in elements of 31, little-endian inside each. The caller has checked that they are bytes: then the packing is injective,
// for 31 bytes stay below r.
template Pack(n) {
    var elements = (n + 30) \ 31;
    signal input in[n];
    signal output out[elements];

    for (var e = 0; e < elements; e++) {
        var sum = 0;
        for (var i = 31 * e; i < n && i < 31 * (e + 1); i++) {
            sum += in[i] * (1 << (8 * (i - 31 * e)));
        }
        out[e] <== sum;
    }
}
