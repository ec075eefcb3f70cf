pragma circom 2.1.6;

include "circomlib/circuits/bitify.circom";

// A number 0..9.
template IsDigit() {
    signal input in;

    signal bits[4] <== Num2Bits(4)(in);
    // 10..15 are those with bit 3 and bit 2 or 1; two bits sum to 0..2, never to 0 in the field unless both are 0.
    bits[3] * (bits[2] + bits[1]) === 0;
}

// Is this byte, given by its bits, an ASCII digit; and which: value is 0..9, 0 if it is none.
template AsciiDigit() {
    signal input bits[8];
    signal output is_digit;
    signal output value;

    // The high half is 3.
    signal low_is_3 <== bits[4] * bits[5];
    signal high_is_0 <== (1 - bits[6]) * (1 - bits[7]);
    signal high_is_3 <== low_is_3 * high_is_0;
    // The low half is 0..9.
    signal two_or_four <== bits[1] + bits[2] - bits[1] * bits[2];
    signal above_9 <== bits[3] * two_or_four;
    is_digit <== high_is_3 * (1 - above_9);
    value <== is_digit * (bits[0] + 2 * bits[1] + 4 * bits[2] + 8 * bits[3]);
}

// A date YYMMDD of six ASCII digits as one number 0..999999; known = 1 if all six are digits.
// Numbers of such dates are ordered as the dates are. They need not be dates of the calendar.
template AsciiDate() {
    signal input bits[6][8];
    signal output known;
    signal output yy;
    signal output mm;
    signal output dd;

    signal value[6];
    signal digit[6];
    signal all[6];
    for (var i = 0; i < 6; i++) {
        (digit[i], value[i]) <== AsciiDigit()(bits[i]);
        if (i == 0) {
            all[i] <== digit[i];
        } else {
            all[i] <== all[i - 1] * digit[i];
        }
    }
    known <== all[5];
    yy <== 10 * value[0] + value[1];
    mm <== 10 * value[2] + value[3];
    dd <== 10 * value[4] + value[5];
}
