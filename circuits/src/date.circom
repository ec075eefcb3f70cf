pragma circom 2.1.6;

include "circomlib/circuits/comparators.circom";
include "digits.circom";

// The day on which the proof is made, six decimal digits YYMMDD of this century.
// That it is a day of the calendar, and today, is the verifier's to check.
template CurrentDate() {
    signal input digits[6];
    signal output yy;
    signal output mm;
    signal output dd;

    for (var i = 0; i < 6; i++) {
        IsDigit()(digits[i]);
    }
    yy <== 10 * digits[0] + digits[1];
    mm <== 10 * digits[2] + digits[3];
    dd <== 10 * digits[4] + digits[5];
}

// The passport's date of expiry, read as 20YY, is later than the current date; the last day itself is too late.
template NotExpired() {
    signal input expiry_bits[6][8];
    signal input yy;
    signal input mm;
    signal input dd;

    component expiry = AsciiDate();
    expiry.bits <== expiry_bits;
    expiry.known === 1;

    // Both are 0..999999, so 20 bits hold them.
    signal later <== LessThan(20)([
        10000 * yy + 100 * mm + dd,
        10000 * expiry.yy + 100 * expiry.mm + expiry.dd
    ]);
    later === 1;
}
