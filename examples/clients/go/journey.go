package main

import (
	"context"
	"io"
	"log"
	"strconv"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	contractv1 "aistock.example/aistock/contract/v1"
	executionv1 "aistock.example/aistock/execution/v1"
	experimentsv1 "aistock.example/aistock/experiments/v1"
	_ "aistock.example/aistock/feedback/v1"
	libraryv1 "aistock.example/aistock/library/v1"
	_ "aistock.example/aistock/market/v1"
	systemv1 "aistock.example/aistock/system/v1"
)

// travel imports a catalog, watches an experiment, trades on paper, resumes the events, and is refused once.
func travel(journey map[string]string, folder string) map[string]interface{} {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	connection, err := grpc.DialContext(ctx, journey["address"], grpc.WithInsecure(), grpc.WithBlock())
	must(err)
	defer connection.Close()
	info, err := systemv1.NewSystemServiceClient(connection).GetServerInfo(ctx, &systemv1.GetServerInfoRequest{})
	must(err)
	report := map[string]interface{}{"fingerprint": info.GetContractFingerprint()}
	report["imported"] = importCatalog(ctx, connection, journey, folder)
	watchExperiment(ctx, connection, journey, folder, report)
	tradeAndWatch(ctx, connection, journey, report)
	report["refusal"] = refused(ctx, connection, journey)
	return report
}

func importCatalog(ctx context.Context, connection *grpc.ClientConn, journey map[string]string, folder string) int32 {
	factors := &libraryv1.FactorCatalog{}
	must(proto.Unmarshal(read(folder, "factor_catalog.binpb"), factors))
	answer, err := libraryv1.NewLibraryServiceClient(connection).ImportCatalogs(ctx, &libraryv1.ImportCatalogsRequest{
		RequestId: proto.String(journey["import_id"]),
		Mode:      libraryv1.ImportMode_IMPORT_MODE_UPSERT.Enum(),
		Factors:   factors,
	})
	must(err)
	inserted := int32(0)
	for _, tally := range answer.GetReport().GetTallies() {
		inserted += tally.GetInserted()
	}
	return inserted
}

func watchExperiment(ctx context.Context, connection *grpc.ClientConn, journey map[string]string, folder string, report map[string]interface{}) {
	experiments := experimentsv1.NewExperimentServiceClient(connection)
	request := &experimentsv1.ExperimentRequest{}
	must(proto.Unmarshal(read(folder, "experiment_request.binpb"), request))
	submitted, err := experiments.SubmitExperiment(ctx, &experimentsv1.SubmitExperimentRequest{Request: request})
	must(err)
	id := submitted.GetExperiment().GetExperimentId()
	stream, err := experiments.WatchExperiment(ctx, &experimentsv1.WatchExperimentRequest{ExperimentId: &id})
	must(err)
	states := []string{}
	// The stream ends by itself when the experiment has ended; it ends here because we cancel it.
	for {
		event, err := stream.Recv()
		if err == io.EOF {
			break
		}
		must(err)
		states = append(states, strings.TrimPrefix(event.GetState().String(), "EXPERIMENT_STATE_"))
		if event.GetState() == experimentsv1.ExperimentState_EXPERIMENT_STATE_QUEUED {
			_, err = experiments.CancelExperiment(ctx, &experimentsv1.CancelExperimentRequest{
				RequestId: proto.String(journey["cancel_id"]), ExperimentId: &id,
			})
			must(err)
		}
	}
	report["experiment_id"] = id
	report["experiment_states"] = states
}

func tradeAndWatch(ctx context.Context, connection *grpc.ClientConn, journey map[string]string, report map[string]interface{}) {
	accounts := executionv1.NewAccountServiceClient(connection)
	orders := executionv1.NewOrderServiceClient(connection)
	account := proto.String(journey["account_id"])
	opened, err := accounts.OpenAccount(ctx, &executionv1.OpenAccountRequest{
		RequestId:        proto.String(journey["open_id"]),
		AccountId:        account,
		Kind:             executionv1.AccountKind_ACCOUNT_KIND_PAPER.Enum(),
		Env:              contractv1.Env_ENV_PAPER.Enum(),
		SnapshotId:       proto.String(journey["snapshot_id"]),
		StartDate:        proto.String(journey["start_date"]),
		InitialCashMills: proto.Int64(number(journey["initial_cash_mills"])),
		Synthetic:        proto.Bool(true),
	})
	must(err)
	live, stop := context.WithCancel(ctx)
	defer stop()
	stream, err := orders.WatchEvents(live, &executionv1.WatchEventsRequest{AccountId: account})
	must(err)
	last, traded := opened.GetAccount().GetLastSeq(), false
	events := []*executionv1.AccountEvent{}
	for !traded || events[len(events)-1].GetSeq() != last {
		answer, err := stream.Recv()
		must(err)
		events = append(events, answer.GetEvent())
		if !traded && answer.GetEvent().GetSeq() == last {
			// The opening is read: trade now, and read what it brings on the stream that is already open.
			traded = true
			_, err = orders.SubmitOrder(ctx, buy(journey, journey["order_id"], number(journey["quantity"])))
			must(err)
			advanced, err := accounts.AdvanceAccount(ctx, &executionv1.AdvanceAccountRequest{
				RequestId: proto.String(journey["advance_id"]), AccountId: account, Days: proto.Int32(1),
			})
			must(err)
			last = advanced.GetLastSeq()
		}
	}
	stop()
	middle := events[len(events)/2]
	report["resumed_after"] = middle.GetSeq()
	report["resumed"] = resumed(ctx, orders, account, middle.Cursor)
	order, err := orders.GetOrder(ctx, &executionv1.GetOrderRequest{AccountId: account, ClientOrderId: proto.String(journey["order_id"])})
	must(err)
	report["filled_quantity"] = order.GetOrder().GetFilledQuantity()
	watched, told := []int64{}, []string{}
	for _, event := range events {
		watched = append(watched, event.GetSeq())
		told = append(told, orderEvent(event, journey["order_id"])...)
	}
	report["watched"] = watched
	report["order_events"] = told
}

func resumed(ctx context.Context, orders executionv1.OrderServiceClient, account, cursor *string) []int64 {
	stream, err := orders.WatchEvents(ctx, &executionv1.WatchEventsRequest{AccountId: account, Cursor: cursor, StopAtEnd: proto.Bool(true)})
	must(err)
	found := []int64{}
	for {
		answer, err := stream.Recv()
		if err == io.EOF {
			return found
		}
		must(err)
		found = append(found, answer.GetEvent().GetSeq())
	}
}

// orderEvent is the event's name when it is one of the order's.
func orderEvent(event *executionv1.AccountEvent, order string) []string {
	entry := event.GetEntry().ProtoReflect()
	field := entry.WhichOneof(entry.Descriptor().Oneofs().ByName("kind"))
	if field == nil {
		return nil
	}
	of, ok := entry.Get(field).Message().Interface().(interface{ GetClientOrderId() string })
	if !ok || of.GetClientOrderId() != order {
		return nil
	}
	return []string{string(field.Name())}
}

func refused(ctx context.Context, connection *grpc.ClientConn, journey map[string]string) map[string]interface{} {
	_, err := executionv1.NewOrderServiceClient(connection).SubmitOrder(ctx, buy(journey, journey["refused_id"], 0))
	if err == nil {
		log.Fatal("an order of 0 shares was taken")
	}
	said := status.Convert(err)
	found := map[string]interface{}{"code": int(said.Code())}
	for _, detail := range said.Details() {
		switch one := detail.(type) {
		case *errdetails.ErrorInfo:
			found["reason"] = one.GetReason()
		case *errdetails.BadRequest:
			found["field"] = one.GetFieldViolations()[0].GetField()
		}
	}
	return found
}

func buy(journey map[string]string, order string, quantity int64) *executionv1.SubmitOrderRequest {
	return &executionv1.SubmitOrderRequest{
		ClientOrderId: &order,
		AccountId:     proto.String(journey["account_id"]),
		Instrument:    proto.String(journey["instrument"]),
		Side:          executionv1.OrderSide_ORDER_SIDE_BUY.Enum(),
		Type:          executionv1.OrderType_ORDER_TYPE_MARKET_OPEN.Enum(),
		Quantity:      &quantity,
	}
}

func number(text string) int64 {
	found, err := strconv.ParseInt(text, 10, 64)
	must(err)
	return found
}
