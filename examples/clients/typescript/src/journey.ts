// The journey: import, experiment, paper order, events, resumed events, one refusal.
import { fromBinary } from "@bufbuild/protobuf";
import { ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Env } from "../gen/aistock/contract/v1/types_pb.js";
import { AccountKind } from "../gen/aistock/execution/v1/account_pb.js";
import { AccountService } from "../gen/aistock/execution/v1/account_service_pb.js";
import { OrderService } from "../gen/aistock/execution/v1/order_service_pb.js";
import { OrderSide, OrderType } from "../gen/aistock/execution/v1/order_pb.js";
import type { AccountEvent } from "../gen/aistock/execution/v1/account_event_pb.js";
import { ExperimentRequestSchema } from "../gen/aistock/experiments/v1/experiment_request_pb.js";
import { ExperimentService, ExperimentState } from "../gen/aistock/experiments/v1/experiment_service_pb.js";
import { FactorCatalogSchema } from "../gen/aistock/library/v1/factor_catalog_pb.js";
import { ImportMode, LibraryService } from "../gen/aistock/library/v1/library_service_pb.js";
import { SystemService } from "../gen/aistock/system/v1/system_service_pb.js";
import { BadRequestSchema, ErrorInfoSchema } from "../gen/google/rpc/error_details_pb.js";

export interface Journey {
  address: string;
  snapshot_id: string;
  start_date: string;
  account_id: string;
  initial_cash_mills: string;
  instrument: string;
  quantity: string;
  import_id: string;
  cancel_id: string;
  open_id: string;
  order_id: string;
  refused_id: string;
  advance_id: string;
}

type Transport = ReturnType<typeof createGrpcTransport>;

export async function travel(journey: Journey, folder: string): Promise<Record<string, unknown>> {
  const transport = createGrpcTransport({ baseUrl: `http://${journey.address}` });
  const info = await createClient(SystemService, transport).getServerInfo({});
  const imported = await importCatalog(transport, journey, folder);
  const experiment = await experimentWatched(transport, journey, folder);
  const account = await orderWatched(transport, journey);
  const refusal = await refused(transport, journey);
  return { fingerprint: info.contractFingerprint, imported, ...experiment, ...account, refusal };
}

async function importCatalog(transport: Transport, journey: Journey, folder: string): Promise<number> {
  const factors = fromBinary(FactorCatalogSchema, readFileSync(join(folder, "factor_catalog.binpb")));
  const answer = await createClient(LibraryService, transport).importCatalogs({
    requestId: journey.import_id,
    mode: ImportMode.UPSERT,
    factors,
  });
  return (answer.report?.tallies ?? []).reduce((sum, tally) => sum + (tally.inserted ?? 0), 0);
}

async function experimentWatched(transport: Transport, journey: Journey, folder: string) {
  const experiments = createClient(ExperimentService, transport);
  const request = fromBinary(ExperimentRequestSchema, readFileSync(join(folder, "experiment_request.binpb")));
  const { experiment } = await experiments.submitExperiment({ request });
  const experimentId = experiment?.experimentId;
  const states: string[] = [];
  // The stream ends by itself when the experiment has ended; it ends here because we cancel it.
  for await (const event of experiments.watchExperiment({ experimentId })) {
    states.push(ExperimentState[event.state ?? 0] ?? "UNKNOWN");
    if (event.state === ExperimentState.QUEUED) await experiments.cancelExperiment({ requestId: journey.cancel_id, experimentId });
  }
  return { experiment_id: experimentId, experiment_states: states };
}

async function orderWatched(transport: Transport, journey: Journey) {
  const accounts = createClient(AccountService, transport);
  const orders = createClient(OrderService, transport);
  const accountId = journey.account_id;
  const opened = await accounts.openAccount({
    requestId: journey.open_id,
    accountId,
    kind: AccountKind.PAPER,
    env: Env.PAPER,
    snapshotId: journey.snapshot_id,
    startDate: journey.start_date,
    initialCashMills: BigInt(journey.initial_cash_mills),
    synthetic: true,
  });
  let last = opened.account?.lastSeq ?? 0n;
  let traded = false;
  const events: AccountEvent[] = [];
  for await (const { event } of orders.watchEvents({ accountId })) {
    if (event === undefined) throw new Error("an answer without an event");
    events.push(event);
    if (event.seq === last && !traded) {
      // The opening is read: trade now, and read what it brings on the stream that is already open.
      traded = true;
      await orders.submitOrder({
        clientOrderId: journey.order_id,
        accountId,
        instrument: journey.instrument,
        side: OrderSide.BUY,
        type: OrderType.MARKET_OPEN,
        quantity: BigInt(journey.quantity),
      });
      last = (await accounts.advanceAccount({ requestId: journey.advance_id, accountId, days: 1 })).lastSeq ?? 0n;
    }
    if (traded && event.seq === last) break;
  }
  const middle = events[Math.floor(events.length / 2)] as AccountEvent;
  const resumed: number[] = [];
  for await (const { event } of orders.watchEvents({ accountId, cursor: middle.cursor, stopAtEnd: true })) resumed.push(Number(event?.seq));
  const { order } = await orders.getOrder({ accountId, clientOrderId: journey.order_id });
  return {
    watched: events.map((event) => Number(event.seq)),
    resumed_after: Number(middle.seq),
    resumed,
    order_events: events.flatMap((event) => orderEvent(event, journey.order_id)),
    filled_quantity: Number(order?.filledQuantity),
  };
}

/** The event's name when it is one of the order's. */
function orderEvent(event: AccountEvent, orderId: string): string[] {
  const entry = event.entry?.kind;
  if (entry?.case === undefined || !("clientOrderId" in entry.value) || entry.value.clientOrderId !== orderId) return [];
  return [entry.case.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
}

async function refused(transport: Transport, journey: Journey) {
  try {
    await createClient(OrderService, transport).submitOrder({
      clientOrderId: journey.refused_id,
      accountId: journey.account_id,
      instrument: journey.instrument,
      side: OrderSide.BUY,
      type: OrderType.MARKET_OPEN,
      quantity: 0n,
    });
  } catch (error) {
    const said = ConnectError.from(error);
    const reason = said.findDetails(ErrorInfoSchema)[0]?.reason;
    const field = said.findDetails(BadRequestSchema)[0]?.fieldViolations[0]?.field;
    return { code: Number(said.code), reason, field };
  }
  throw new Error("an order of 0 shares was taken");
}
