pragma circom 2.1.6;

include "circomlib/circuits/comparators.circom";
include "digits.circom";

// The age asked for: two ASCII digits; value is 0..99.
template Majority() {
    signal input ascii[2];
    signal output value;

    for (var i = 0; i < 2; i++) {
        IsDigit()(ascii[i] - 48);
    }
    value <== 10 * (ascii[0] - 48) + ascii[1] - 48;
}

// 1 if the holder is at least `age` years old on the current date, the birthday included; 0 if not, or if that is not known.
//
// Century. The two digits of the birth year are read as this century's if they are not after the current year, otherwise as
// the last century's. So a holder of 100 and more is read as a child, and no child as a holder of nearly 100. A birth date
// later in the current year is in the future, not a hundred years back. At the turn of the year a verifier still takes a proof
// dated a day or two back, and somebody born since then would have a year after the "current" one: therefore in
// December the coming year too is read as this century's.
//
// Unknown. Any of the six bytes may be '<', or day or month 00: then nobody knows the birthday, and the answer is 0.
//
// Ranges. yy of both dates, mm, dd and age are 0..99 (AsciiDate gives 0 for what is no digit), december is 0 or 1:
//   birth.yy <= 99, yy + december <= 100: 7 bits;
//   birth + 10000 age <= 999999 + 990000 and today + 1000000 <= 1999999, both below 2^21.
template IsOldEnough() {
    signal input birth_bits[6][8];
    signal input age;
    signal input yy;
    signal input mm;
    signal input dd;
    signal output out;

    component birth = AsciiDate();
    birth.bits <== birth_bits;

    signal no_month <== IsZero()(birth.mm);
    signal no_day <== IsZero()(birth.dd);
    signal has_day <== (1 - no_month) * (1 - no_day);
    signal known <== birth.known * has_day;

    signal december <== IsEqual()([mm, 12]);
    signal last_century <== LessThan(7)([yy + december, birth.yy]);

    // Everything counted from the year 1900 + (century of birth): today has 100 years more if the birth year is last century's.
    signal reached <== GreaterEqThan(21)([
        1000000 * last_century + 10000 * yy + 100 * mm + dd,
        10000 * (birth.yy + age) + 100 * birth.mm + birth.dd
    ]);
    out <== reached * known;
}
