// The design of bench/designs/line-cipher.ts, written by hand for the speed of Verilator, which keeps every 32-bit column
// in a word of its own. Same ports, same stimulus, same result in every cycle. What it leaves out: the handshakes inside
// the pipelines, since nothing ever waits, and the tags, which nothing reads.
//
// Rounds by tables that join SubBytes and MixColumns (Daemen and Rijmen, The Design of Rijndael, 4.2); with WORD_COLUMNS
// by the S-box, and MixColumns on 32-bit words.
module SelfDrivenCipher (
  input  logic clk,
  input  logic rst,
  input  logic [3:0] pause,
  output logic [511:0] checksum
);
  localparam logic [127:0] DATA_KEY = 128'h4a6f686e536d6974680123456789abcd;
  localparam logic [127:0] TWEAK_KEY = 128'h0f1e2d3c4b5a69788796a5b4c3d2e1f0;
  localparam logic [511:0] SEED =
    512'hcf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e;
  localparam int CLEAR = 4;  // cycles in which the slots are cleared
  localparam int RUN = 17;  // first cycle in which a line is taken

  // The S-box (FIPS 197, 5.1.1), by walking through GF(2^8) with 3 and its inverse, and the tables.
  logic [7:0] sbox [0:255];
  logic [31:0] t0 [0:255];
  logic [31:0] t1 [0:255];
  logic [31:0] t2 [0:255];
  logic [31:0] t3 [0:255];

  function automatic logic [7:0] twice(input logic [7:0] x);
    return {x[6:0], 1'b0} ^ (x[7] ? 8'h1b : 8'h00);
  endfunction

  initial begin
    logic [7:0] p, q, s, s2, s3;
    p = 8'h01;
    q = 8'h01;
    sbox[0] = 8'h63;
    for (int i = 0; i < 255; i++) begin
      p = p ^ twice(p);
      q = q ^ {q[6:0], 1'b0};
      q = q ^ {q[5:0], 2'b0};
      q = q ^ {q[3:0], 4'b0};
      q = q ^ (q[7] ? 8'h09 : 8'h00);
      sbox[p] = q ^ {q[6:0], q[7]} ^ {q[5:0], q[7:6]} ^ {q[4:0], q[7:5]} ^ {q[3:0], q[7:4]} ^ 8'h63;
    end
    for (int i = 0; i < 256; i++) begin
      s = sbox[i];
      s2 = twice(s);
      s3 = s2 ^ s;
      t0[i] = {s3, s, s, s2};
      t1[i] = {s, s, s2, s3};
      t2[i] = {s, s2, s3, s};
      t3[i] = {s2, s3, s, s};
    end
  end

  // SubBytes and MixColumns of one column whose bytes ShiftRows has brought together, the lowest first.
  function automatic logic [31:0] mixed(input logic [7:0] a, b, c, d);
`ifdef WORD_COLUMNS
    logic [31:0] w, two, three;
    w = {sbox[d], sbox[c], sbox[b], sbox[a]};
    two = ((w & 32'h7f7f7f7f) << 1) ^ (((w >> 7) & 32'h01010101) * 32'h1b);
    three = two ^ w;
    return two ^ {three[7:0], three[31:8]} ^ {w[15:0], w[31:16]} ^ {w[23:0], w[31:24]};
`else
    return t0[a] ^ t1[b] ^ t2[c] ^ t3[d];
`endif
  endfunction

  function automatic logic [31:0] substituted(input logic [7:0] a, b, c, d);
    return {sbox[d], sbox[c], sbox[b], sbox[a]};
  endfunction

  // FIPS 197, 5.2, on little-endian words.
  function automatic logic [127:0] expanded(input logic [127:0] k, input logic [7:0] rcon);
    logic [31:0] w0, w1, w2, w3;
    w0 = k[31:0] ^ substituted(k[111:104], k[119:112], k[127:120], k[103:96]) ^ {24'd0, rcon};
    w1 = k[63:32] ^ w0;
    w2 = k[95:64] ^ w1;
    w3 = k[127:96] ^ w2;
    return {w3, w2, w1, w0};
  endfunction

  function automatic logic [127:0] doubled(input logic [127:0] t);
    return {t[126:0], 1'b0} ^ (t[127] ? 128'h87 : 128'd0);
  endfunction

  // Start: the slots are cleared, the keys of slot 0 expanded, and lines taken from then on.
  logic [4:0] boot;
  logic [3:0] cycle;
  logic [127:0] data_window, tweak_window;
  logic [7:0] rcon;
  wire clears = boot < CLEAR;
  wire loads = boot > CLEAR && boot < RUN - 1;
  wire [4:0] load_round = boot - 5'(CLEAR + 1);
  wire [1:0] load_slot = clears ? boot[1:0] : 2'd0;
  wire takes = boot == RUN && (cycle & pause) == 4'd0;

  always_ff @(posedge clk) begin
    if (rst) begin
      boot <= 5'd0;
      cycle <= 4'd0;
    end else begin
      cycle <= cycle + 4'd1;
      if (boot != RUN) boot <= boot + 5'd1;
      if (boot == CLEAR) begin
        data_window <= DATA_KEY;
        tweak_window <= TWEAK_KEY;
        rcon <= 8'h01;
      end else if (loads) begin
        data_window <= expanded(data_window, rcon);
        tweak_window <= expanded(tweak_window, rcon);
        rcon <= twice(rcon);
      end
    end
  end

  logic [511:0] line;
  logic [127:0] tweak;
  always_ff @(posedge clk) begin
    if (rst) begin
      line <= SEED;
      tweak <= 128'd0;
    end else if (takes) begin
      line <= {line[510:0], line[511] ^ line[509] ^ line[506] ^ line[503]};
      tweak <= tweak + 128'd1;
    end
  end

  // The tweak's pipeline: stage 0 whitens, stages 1 to 10 are the rounds.
  for (genvar r = 0; r <= 10; r++) begin : t
    logic [127:0] key [0:3];
    logic valid;
    logic [1:0] slot;
    logic [31:0] a, b, c, d;
    always_ff @(posedge clk)
      if (clears || (loads && load_round == r)) key[load_slot] <= clears ? 128'd0 : tweak_window;
    if (r == 0) begin : whiten
      wire [127:0] k = key[0];
      always_ff @(posedge clk) begin
        valid <= takes & ~rst;
        if (takes) begin
          slot <= 2'd0;
          a <= tweak[31:0] ^ k[31:0];
          b <= tweak[63:32] ^ k[63:32];
          c <= tweak[95:64] ^ k[95:64];
          d <= tweak[127:96] ^ k[127:96];
        end
      end
    end else begin : round
      wire [127:0] k = key[t[r-1].slot];
      wire [31:0] p = t[r-1].a, q = t[r-1].b, s = t[r-1].c, u = t[r-1].d;
      always_ff @(posedge clk) begin
        valid <= t[r-1].valid & ~rst;
        if (t[r-1].valid) begin
          slot <= t[r-1].slot;
          if (r < 10) begin
            a <= mixed(p[7:0], q[15:8], s[23:16], u[31:24]) ^ k[31:0];
            b <= mixed(q[7:0], s[15:8], u[23:16], p[31:24]) ^ k[63:32];
            c <= mixed(s[7:0], u[15:8], p[23:16], q[31:24]) ^ k[95:64];
            d <= mixed(u[7:0], p[15:8], q[23:16], s[31:24]) ^ k[127:96];
          end else begin
            a <= substituted(p[7:0], q[15:8], s[23:16], u[31:24]) ^ k[31:0];
            b <= substituted(q[7:0], s[15:8], u[23:16], p[31:24]) ^ k[63:32];
            c <= substituted(s[7:0], u[15:8], p[23:16], q[31:24]) ^ k[95:64];
            d <= substituted(u[7:0], p[15:8], q[23:16], s[31:24]) ^ k[127:96];
          end
        end
      end
    end
  end

  // The lines wait for their tweaks.
  logic [511:0] waiting [0:15];
  logic [3:0] head, tail;
  wire [511:0] plain = waiting[head];
  always_ff @(posedge clk) begin
    if (rst) begin
      head <= 4'd0;
      tail <= 4'd0;
    end else begin
      if (takes) begin
        waiting[tail] <= line;
        tail <= tail + 4'd1;
      end
      if (t[10].valid) head <= head + 4'd1;
    end
  end

  // The masks of the four blocks, before and after the data's pipeline.
  wire [127:0] mask0 = {t[10].d, t[10].c, t[10].b, t[10].a};
  wire [127:0] mask1 = doubled(mask0);
  wire [127:0] mask2 = doubled(mask1);
  wire [127:0] mask3 = doubled(mask2);
  wire [511:0] masked = plain ^ {mask3, mask2, mask1, mask0};

  for (genvar r = 0; r <= 10; r++) begin : e
    logic [127:0] key [0:3];
    logic valid;
    logic [1:0] slot;
    logic [127:0] mask;
    always_ff @(posedge clk)
      if (clears || (loads && load_round == r)) key[load_slot] <= clears ? 128'd0 : data_window;
    if (r == 0) begin : whiten
      always_ff @(posedge clk) begin
        valid <= t[10].valid & ~rst;
        if (t[10].valid) begin
          slot <= t[10].slot;
          mask <= mask0;
        end
      end
    end else begin : round
      always_ff @(posedge clk) begin
        valid <= e[r-1].valid & ~rst;
        if (e[r-1].valid) begin
          slot <= e[r-1].slot;
          mask <= e[r-1].mask;
        end
      end
    end
    for (genvar l = 0; l < 4; l++) begin : lane
      logic [31:0] a, b, c, d;
      if (r == 0) begin : whiten
        wire [127:0] k = key[t[10].slot];
        always_ff @(posedge clk)
          if (t[10].valid) begin
            a <= masked[128*l+:32] ^ k[31:0];
            b <= masked[128*l+32+:32] ^ k[63:32];
            c <= masked[128*l+64+:32] ^ k[95:64];
            d <= masked[128*l+96+:32] ^ k[127:96];
          end
      end else begin : round
        wire [127:0] k = key[e[r-1].slot];
        wire [31:0] p = e[r-1].lane[l].a, q = e[r-1].lane[l].b;
        wire [31:0] s = e[r-1].lane[l].c, u = e[r-1].lane[l].d;
        always_ff @(posedge clk)
          if (e[r-1].valid) begin
            if (r < 10) begin
              a <= mixed(p[7:0], q[15:8], s[23:16], u[31:24]) ^ k[31:0];
              b <= mixed(q[7:0], s[15:8], u[23:16], p[31:24]) ^ k[63:32];
              c <= mixed(s[7:0], u[15:8], p[23:16], q[31:24]) ^ k[95:64];
              d <= mixed(u[7:0], p[15:8], q[23:16], s[31:24]) ^ k[127:96];
            end else begin
              a <= substituted(p[7:0], q[15:8], s[23:16], u[31:24]) ^ k[31:0];
              b <= substituted(q[7:0], s[15:8], u[23:16], p[31:24]) ^ k[63:32];
              c <= substituted(s[7:0], u[15:8], p[23:16], q[31:24]) ^ k[95:64];
              d <= substituted(u[7:0], p[15:8], q[23:16], s[31:24]) ^ k[127:96];
            end
          end
      end
    end
  end

  wire [127:0] unmask0 = e[10].mask;
  wire [127:0] unmask1 = doubled(unmask0);
  wire [127:0] unmask2 = doubled(unmask1);
  wire [127:0] unmask3 = doubled(unmask2);
  logic valid;
  logic [511:0] beat;
  always_ff @(posedge clk) begin
    valid <= e[10].valid & ~rst;
    if (e[10].valid)
      beat <= {
        e[10].lane[3].d, e[10].lane[3].c, e[10].lane[3].b, e[10].lane[3].a,
        e[10].lane[2].d, e[10].lane[2].c, e[10].lane[2].b, e[10].lane[2].a,
        e[10].lane[1].d, e[10].lane[1].c, e[10].lane[1].b, e[10].lane[1].a,
        e[10].lane[0].d, e[10].lane[0].c, e[10].lane[0].b, e[10].lane[0].a
      } ^ {unmask3, unmask2, unmask1, unmask0};
  end

  always_ff @(posedge clk) begin
    if (rst) checksum <= 512'd0;
    else if (valid) checksum <= {checksum[510:0], checksum[511]} ^ beat;
  end
endmodule
