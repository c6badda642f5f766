import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.aistock.contract.v1.Env;
import io.aistock.execution.v1.*;
import io.aistock.experiments.v1.*;
import io.aistock.library.v1.*;
import io.aistock.system.v1.*;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Import, experiment, paper order, events, resumed events, one refusal. */
final class Journey {
  private static final Metadata.Key<byte[]> DETAILS = Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final Map<String, String> told;
  private final Path folder;
  private final Map<String, Object> report = new LinkedHashMap<>();

  Journey(Map<String, String> told, Path folder) {
    this.told = told;
    this.folder = folder;
  }

  Map<String, Object> travel() throws Exception {
    String[] address = told.get("address").split(":");
    ManagedChannel channel = NettyChannelBuilder.forAddress(address[0], Integer.parseInt(address[1])).usePlaintext().build();
    try {
      var info = SystemServiceGrpc.newBlockingStub(channel).getServerInfo(GetServerInfoRequest.getDefaultInstance());
      report.put("fingerprint", info.getContractFingerprint());
      importCatalog(LibraryServiceGrpc.newBlockingStub(channel));
      watchExperiment(ExperimentServiceGrpc.newBlockingStub(channel));
      var orders = OrderServiceGrpc.newBlockingStub(channel);
      tradeAndWatch(AccountServiceGrpc.newBlockingStub(channel), orders);
      report.put("refusal", refused(orders));
      return report;
    } finally {
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private void importCatalog(LibraryServiceGrpc.LibraryServiceBlockingStub library) throws Exception {
    var factors = FactorCatalog.parseFrom(Files.readAllBytes(folder.resolve("factor_catalog.binpb")));
    var request = ImportCatalogsRequest.newBuilder().setRequestId(told.get("import_id")).setMode(ImportMode.IMPORT_MODE_UPSERT);
    var answer = library.importCatalogs(request.setFactors(factors).build());
    report.put("imported", answer.getReport().getTalliesList().stream().mapToInt(ImportTally::getInserted).sum());
  }

  private void watchExperiment(ExperimentServiceGrpc.ExperimentServiceBlockingStub experiments) throws Exception {
    var request = ExperimentRequest.parseFrom(Files.readAllBytes(folder.resolve("experiment_request.binpb")));
    var submitted = experiments.submitExperiment(SubmitExperimentRequest.newBuilder().setRequest(request).build());
    String id = submitted.getExperiment().getExperimentId();
    List<String> states = new ArrayList<>();
    var events = experiments.watchExperiment(WatchExperimentRequest.newBuilder().setExperimentId(id).build());
    // The stream ends by itself when the experiment has ended; it ends here because we cancel it.
    while (events.hasNext()) {
      ExperimentState state = events.next().getState();
      states.add(state.name().substring("EXPERIMENT_STATE_".length()));
      if (state == ExperimentState.EXPERIMENT_STATE_QUEUED) {
        var cancel = CancelExperimentRequest.newBuilder().setRequestId(told.get("cancel_id")).setExperimentId(id);
        experiments.cancelExperiment(cancel.build());
      }
    }
    report.put("experiment_id", id);
    report.put("experiment_states", states);
  }

  private void tradeAndWatch(AccountServiceGrpc.AccountServiceBlockingStub accounts, OrderServiceGrpc.OrderServiceBlockingStub orders)
      throws Exception {
    String account = told.get("account_id");
    var watch = WatchEventsRequest.newBuilder().setAccountId(account);
    long[] last = {open(accounts)};
    List<AccountEvent> events = new ArrayList<>();
    Context.CancellableContext live = Context.current().withCancellation();
    live.run(() -> {
      boolean traded = false;
      Iterator<WatchEventsResponse> answers = orders.watchEvents(watch.build());
      while (!traded || events.get(events.size() - 1).getSeq() != last[0]) {
        AccountEvent event = answers.next().getEvent();
        events.add(event);
        if (!traded && event.getSeq() == last[0]) {
          // The opening is read: trade now, and read what it brings on the stream that is already open.
          traded = true;
          last[0] = trade(accounts, orders);
        }
      }
    });
    live.cancel(null);
    AccountEvent middle = events.get(events.size() / 2);
    List<Long> resumed = new ArrayList<>();
    orders.watchEvents(watch.setCursor(middle.getCursor()).setStopAtEnd(true).build())
        .forEachRemaining(answer -> resumed.add(answer.getEvent().getSeq()));
    var asked = GetOrderRequest.newBuilder().setAccountId(account).setClientOrderId(told.get("order_id")).build();
    report.put("watched", events.stream().map(AccountEvent::getSeq).toList());
    report.put("resumed_after", middle.getSeq());
    report.put("resumed", resumed);
    report.put("order_events", events.stream().map(this::orderEvent).filter(name -> !name.isEmpty()).toList());
    report.put("filled_quantity", orders.getOrder(asked).getOrder().getFilledQuantity());
  }

  private long open(AccountServiceGrpc.AccountServiceBlockingStub accounts) {
    return accounts.openAccount(OpenAccountRequest.newBuilder()
        .setRequestId(told.get("open_id"))
        .setAccountId(told.get("account_id"))
        .setKind(AccountKind.ACCOUNT_KIND_PAPER)
        .setEnv(Env.ENV_PAPER)
        .setSnapshotId(told.get("snapshot_id"))
        .setStartDate(told.get("start_date"))
        .setInitialCashMills(Long.parseLong(told.get("initial_cash_mills")))
        .setSynthetic(true)
        .build()).getAccount().getLastSeq();
  }

  /** Submits the order and settles one day; the last event's place in the journal. */
  private long trade(AccountServiceGrpc.AccountServiceBlockingStub accounts, OrderServiceGrpc.OrderServiceBlockingStub orders) {
    orders.submitOrder(buy(told.get("order_id"), Long.parseLong(told.get("quantity"))));
    return accounts.advanceAccount(AdvanceAccountRequest.newBuilder()
        .setRequestId(told.get("advance_id")).setAccountId(told.get("account_id")).setDays(1).build()).getLastSeq();
  }

  private SubmitOrderRequest buy(String order, long quantity) {
    return SubmitOrderRequest.newBuilder()
        .setClientOrderId(order)
        .setAccountId(told.get("account_id"))
        .setInstrument(told.get("instrument"))
        .setSide(OrderSide.ORDER_SIDE_BUY)
        .setType(OrderType.ORDER_TYPE_MARKET_OPEN)
        .setQuantity(quantity)
        .build();
  }

  /** The event's name when it is one of the order's, else empty. */
  private String orderEvent(AccountEvent event) {
    JournalEntry entry = event.getEntry();
    FieldDescriptor field = entry.getOneofFieldDescriptor(entry.getDescriptorForType().getOneofs().get(0));
    if (field == null) {
      return "";
    }
    Message of = (Message) entry.getField(field);
    FieldDescriptor id = of.getDescriptorForType().findFieldByName("client_order_id");
    return id != null && of.getField(id).equals(told.get("order_id")) ? field.getName() : "";
  }

  private Map<String, Object> refused(OrderServiceGrpc.OrderServiceBlockingStub orders) throws Exception {
    try {
      orders.submitOrder(buy(told.get("refused_id"), 0));
    } catch (StatusRuntimeException error) {
      Map<String, Object> found = new LinkedHashMap<>();
      found.put("code", error.getStatus().getCode().value());
      for (Any detail : com.google.rpc.Status.parseFrom(error.getTrailers().get(DETAILS)).getDetailsList()) {
        if (detail.is(ErrorInfo.class)) {
          found.put("reason", detail.unpack(ErrorInfo.class).getReason());
        } else if (detail.is(BadRequest.class)) {
          found.put("field", detail.unpack(BadRequest.class).getFieldViolations(0).getField());
        }
      }
      return found;
    }
    throw new IllegalStateException("an order of 0 shares was taken");
  }
}
