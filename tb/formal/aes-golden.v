// AES steps written from the text of FIPS 197 alone, in plain Verilog: what `equivalence.test.ts` proves the hardware
// equal to. No tables: the S-box is the inverse in GF(2^8), as the power 254, behind the affine transformation.
// Byte 0 of a block is bits 7:0; byte 4c + r is row r, column c (FIPS 197, 3.4).

// FIPS 197, 4.2: the product in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1, by shifting and adding.
module golden_multiply(input [7:0] a, input [7:0] b, output [7:0] y);
  wire [14:0] product =
    ({15{b[0]}} & {7'b0, a}) ^ ({15{b[1]}} & {6'b0, a, 1'b0}) ^
    ({15{b[2]}} & {5'b0, a, 2'b0}) ^ ({15{b[3]}} & {4'b0, a, 3'b0}) ^
    ({15{b[4]}} & {3'b0, a, 4'b0}) ^ ({15{b[5]}} & {2'b0, a, 5'b0}) ^
    ({15{b[6]}} & {1'b0, a, 6'b0}) ^ ({15{b[7]}} & {a, 7'b0});
  // x^8 = x^4 + x^3 + x + 1, and so on up to x^14.
  assign y = product[7:0]
    ^ (product[8]  ? 8'h1b : 8'h00) ^ (product[9]  ? 8'h36 : 8'h00)
    ^ (product[10] ? 8'h6c : 8'h00) ^ (product[11] ? 8'hd8 : 8'h00)
    ^ (product[12] ? 8'hab : 8'h00) ^ (product[13] ? 8'h4d : 8'h00)
    ^ (product[14] ? 8'h9a : 8'h00);
endmodule

// The inverse in GF(2^8), 0 for 0 (FIPS 197, 5.1.1): a^254 = a^2 a^4 a^8 a^16 a^32 a^64 a^128.
module golden_inverse(input [7:0] a, output [7:0] y);
  wire [7:0] a2, a4, a8, a16, a32, a64, a128, a6, a14, a30, a62, a126;
  golden_multiply s1(a, a, a2), s2(a2, a2, a4), s3(a4, a4, a8), s4(a8, a8, a16);
  golden_multiply s5(a16, a16, a32), s6(a32, a32, a64), s7(a64, a64, a128);
  golden_multiply p1(a2, a4, a6), p2(a6, a8, a14), p3(a14, a16, a30), p4(a30, a32, a62);
  golden_multiply p5(a62, a64, a126), p6(a126, a128, y);
endmodule

// FIPS 197, 5.1.1, equation 5.2: bit i is b(i) + b(i+4) + b(i+5) + b(i+6) + b(i+7) + c(i).
module golden_sub_byte(input [7:0] a, output [7:0] y);
  wire [7:0] b;
  golden_inverse inverse(a, b);
  assign y = b ^ {b[3:0], b[7:4]} ^ {b[4:0], b[7:5]} ^ {b[5:0], b[7:6]} ^ {b[6:0], b[7]} ^ 8'h63;
endmodule

// FIPS 197, 5.3.2: the inverse of the affine transformation, then the inverse in the field.
module golden_inv_sub_byte(input [7:0] a, output [7:0] y);
  wire [7:0] b = {a[6:0], a[7]} ^ {a[4:0], a[7:5]} ^ {a[1:0], a[7:2]} ^ 8'h05;
  golden_inverse inverse(b, y);
endmodule

module golden_double_byte(input [7:0] a, output [7:0] y);
  golden_multiply product(a, 8'h02, y);
endmodule

// FIPS 197, 5.1.3, equation 5.8, on one column: row 0 in bits 7:0.
module golden_mix_column(input [31:0] a, output [31:0] y);
  genvar r;
  generate
    for (r = 0; r < 4; r = r + 1) begin : row
      wire [7:0] twice, thrice;
      golden_multiply by2(a[8*r +: 8], 8'h02, twice);
      golden_multiply by3(a[8*((r+1)%4) +: 8], 8'h03, thrice);
      assign y[8*r +: 8] = twice ^ thrice ^ a[8*((r+2)%4) +: 8] ^ a[8*((r+3)%4) +: 8];
    end
  endgenerate
endmodule

// FIPS 197, 5.3.3, equation 5.15.
module golden_inv_mix_column(input [31:0] a, output [31:0] y);
  genvar r;
  generate
    for (r = 0; r < 4; r = r + 1) begin : row
      wire [7:0] p0, p1, p2, p3;
      golden_multiply by_e(a[8*r +: 8], 8'h0e, p0);
      golden_multiply by_b(a[8*((r+1)%4) +: 8], 8'h0b, p1);
      golden_multiply by_d(a[8*((r+2)%4) +: 8], 8'h0d, p2);
      golden_multiply by_9(a[8*((r+3)%4) +: 8], 8'h09, p3);
      assign y[8*r +: 8] = p0 ^ p1 ^ p2 ^ p3;
    end
  endgenerate
endmodule

module golden_mix_columns(input [127:0] a, output [127:0] y);
  genvar c;
  generate
    for (c = 0; c < 4; c = c + 1) begin : column
      golden_mix_column mix(a[32*c +: 32], y[32*c +: 32]);
    end
  endgenerate
endmodule

// Of the hardware's column, which is proven by itself, as four at once are too much for the solver.
module golden_inv_mix_columns(input [127:0] a, output [127:0] y);
  genvar c;
  generate
    for (c = 0; c < 4; c = c + 1) begin : column
      InvMixColumn mix(.a(a[32*c +: 32]), .y(y[32*c +: 32]));
    end
  endgenerate
endmodule

// IEEE 1619, 5.2: multiplication by alpha in GF(2^128), byte by byte with the carries of the standard's loop.
module golden_double_tweak(input [127:0] a, output [127:0] y);
  genvar k;
  generate
    for (k = 0; k < 16; k = k + 1) begin : byte_of
      if (k == 0) assign y[7:0] = {a[6:0], 1'b0} ^ (a[127] ? 8'h87 : 8'h00);
      else assign y[8*k +: 8] = {a[8*k +: 7], a[8*k - 1]};
    end
  endgenerate
endmodule

// FIPS 197, 5.1: SubBytes, ShiftRows (row r moves r columns to the left), MixColumns, AddRoundKey. The S-box is the
// hardware's `SubByte`, which is proven by itself: two forms of sixteen S-boxes at once are too much for the solver.
module golden_round(input [127:0] block, input [127:0] key, output [127:0] y);
  wire [127:0] substituted, shifted, mixed;
  genvar i;
  generate
    for (i = 0; i < 16; i = i + 1) begin : byte_of
      SubByte sub(.a(block[8*i +: 8]), .y(substituted[8*i +: 8]));
      assign shifted[8*i +: 8] = substituted[8*((i + 4*(i%4)) % 16) +: 8];
    end
  endgenerate
  golden_mix_columns mix(shifted, mixed);
  assign y = mixed ^ key;
endmodule

// FIPS 197, 5.3: InvShiftRows, InvSubBytes, AddRoundKey, InvMixColumns.
module golden_inv_round(input [127:0] block, input [127:0] key, output [127:0] y);
  wire [127:0] shifted, substituted;
  genvar i;
  generate
    for (i = 0; i < 16; i = i + 1) begin : byte_of
      assign shifted[8*((i + 4*(i%4)) % 16) +: 8] = block[8*i +: 8];
      InvSubByte sub(.a(shifted[8*i +: 8]), .y(substituted[8*i +: 8]));
    end
  endgenerate
  golden_inv_mix_columns mix(substituted ^ key, y);
endmodule

// FIPS 197, 5.2: SubWord, byte by byte.
module golden_sub_word(input [31:0] a, output [31:0] y);
  genvar i;
  generate
    for (i = 0; i < 4; i = i + 1) begin : byte_of
      SubByte sub(.a(a[8*i +: 8]), .y(y[8*i +: 8]));
    end
  endgenerate
endmodule

// The four words after `key` when `word` is added to its first (FIPS 197, 5.2, lines 14 to 16 of the pseudocode).
module golden_next_words(input [127:0] key, input [31:0] word, output [127:0] y);
  assign y[31:0] = key[31:0] ^ word;
  assign y[63:32] = key[63:32] ^ y[31:0];
  assign y[95:64] = key[95:64] ^ y[63:32];
  assign y[127:96] = key[127:96] ^ y[95:64];
endmodule

// AES-128: SubWord(RotWord(w[i-1])) xor Rcon. RotWord moves byte 0 to the end.
module golden_key_step_128(input [127:0] key, input [7:0] rcon, output [127:0] y);
  wire [31:0] word;
  golden_sub_word sub({key[103:96], key[127:104]}, word);
  golden_next_words next(key, word ^ {24'b0, rcon}, y);
endmodule

// AES-256: the next round key after two, `key` being the older in its low half; `plain` where it is of an odd round.
module golden_key_step_256(input [255:0] key, input [7:0] rcon, input plain, output [127:0] y);
  wire [31:0] word;
  golden_sub_word sub(plain ? key[255:224] : {key[231:224], key[255:232]}, word);
  golden_next_words next(key[127:0], word ^ (plain ? 32'b0 : {24'b0, rcon}), y);
endmodule

module golden_key_back(input [127:0] key, output [127:0] y);
  assign y = key;
endmodule
