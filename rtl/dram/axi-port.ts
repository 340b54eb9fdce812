import {
  type Bits,
  cat,
  connect,
  constant,
  flip,
  instances,
  module,
  mux,
  pipeline,
  stream,
  u,
  wires,
} from "../../sim/hdl/index.ts";
import { roundRobin } from "../bus/arbiter.ts";
import { AxiResponse, axi } from "../bus/axi.ts";
import { merge } from "../bus/merge.ts";
import { LINE_BITS } from "../xts/geometry.ts";
import { ADDRESS_BITS } from "../xts/tweak.ts";
import { AddressMap } from "./address.ts";
import { type ControllerOptions, DramController, dramPins } from "./controller.ts";

export interface DramPortOptions {
  readonly idBits: number;
  /** Bits of an address inside the memory; what lies beyond is answered by DECERR. */
  readonly memoryBits: number;
}

/**
 * An AXI4 subordinate in front of the controller, for bursts of one line and one beat of 512 bits, which is all that the
 * engine asks for. Reads and writes take turns. The ID is the controller's tag.
 */
export const DramPort = ({ idBits, memoryBits }: DramPortOptions) =>
  module(
    "DramPort",
    {
      bus: flip(axi({ addressBits: ADDRESS_BITS, dataBits: LINE_BITS, idBits })),
      request: stream({ write: 1, address: ADDRESS_BITS, tag: u(idBits), line: LINE_BITS }),
      response: flip(stream({ write: 1, tag: u(idBits), line: LINE_BITS })),
    },
    ({ bus, request, response }) => {
      const { ar, aw, w, r, b } = bus;
      const isBeyond = (address: Bits<52>): Bits<1> =>
        memoryBits < ADDRESS_BITS ? address.slice(ADDRESS_BITS - 1, memoryBits).orR() : constant(0, 1);
      const reads = ar.valid;
      const writes = aw.valid.and(w.valid);
      const { taken } = wires({ taken: 1 });
      const turn = roundRobin("later", cat(writes, reads), taken);
      const [readsNow, writesNow] = [turn.bit(0), turn.bit(1)];
      const address = mux(writesNow, aw.payload.addr, ar.payload.addr);
      const tag = mux(writesNow, aw.payload.id, ar.payload.id);
      const refused = isBeyond(address);
      const goes = readsNow.or(writesNow);

      request.valid.drive(goes.and(refused.not()));
      connect(request.payload, { write: writesNow, address, tag, line: w.payload.data });
      const refusal = wires({ readRefused: 1, writeRefused: 1 });
      const answers = mux(writesNow, refusal.writeRefused, refusal.readRefused);
      taken.drive(goes.and(mux(refused, answers, request.ready)));
      ar.ready.drive(readsNow.and(taken));
      aw.ready.drive(writesNow.and(taken));
      w.ready.drive(writesNow.and(taken));

      const resp = constant(AxiResponse.values.OKAY, 2);
      const decodeError = constant(AxiResponse.values.DECERR, 2);
      const { write: isWrite, tag: id, line: data } = response.payload;
      const [toRead, toWrite] = [wires({ readTaken: 1 }).readTaken, wires({ writeTaken: 1 }).writeTaken];
      response.ready.drive(mux(isWrite, toWrite, toRead));
      pipeline(
        merge(
          "read",
          { valid: response.valid.and(isWrite.not()), ready: toRead, payload: { id, data, resp } },
          {
            valid: readsNow.and(refused),
            ready: refusal.readRefused,
            payload: { id: tag, data: constant(0, LINE_BITS), resp: decodeError },
          },
        ),
      )
        .stage("r", ({ id, data, resp }) => ({ id, data, resp, last: constant(1, 1) }))
        .into(r);
      pipeline(
        merge(
          "written",
          { valid: response.valid.and(isWrite), ready: toWrite, payload: { id, resp } },
          {
            valid: writesNow.and(refused),
            ready: refusal.writeRefused,
            payload: { id: tag, resp: decodeError },
          },
        ),
      )
        .stage("b", (answer) => answer)
        .into(b);
    },
  );

export interface DramAxiOptions extends Omit<ControllerOptions, "tagBits"> {
  readonly idBits: number;
}

/** A memory controller with an AXI4 subordinate port. */
export const DramAxi = ({ idBits, ...options }: DramAxiOptions) => {
  const { addressBits: memoryBits } = new AddressMap(options.device.organisation, options.interleave);
  return module(
    "DramAxi",
    {
      bus: flip(axi({ addressBits: ADDRESS_BITS, dataBits: LINE_BITS, idBits })),
      pins: dramPins(options.device.organisation),
    },
    ({ bus, pins }) => {
      const { port, controller } = instances({
        port: DramPort({ idBits, memoryBits }),
        controller: DramController({ ...options, tagBits: idBits }),
      });
      connect(port.bus, bus);
      connect(port.request, controller.request);
      connect(controller.response, port.response);
      connect(controller.pins, pins);
    },
  );
};
