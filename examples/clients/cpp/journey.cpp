// The journey: import, experiment, paper order, events, resumed events, one refusal.
#include <chrono>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "aistock/execution/v1/account_service.grpc.pb.h"
#include "aistock/execution/v1/order_service.grpc.pb.h"
#include "aistock/experiments/v1/experiment_service.grpc.pb.h"
#include "aistock/library/v1/library_service.grpc.pb.h"
#include "aistock/system/v1/system_service.grpc.pb.h"
#include "client.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace contract = aistock::contract::v1;
namespace execution = aistock::execution::v1;
namespace experiments = aistock::experiments::v1;
namespace library = aistock::library::v1;
namespace system_area = aistock::system::v1;
using google::protobuf::Struct;
using google::protobuf::Value;

namespace {

constexpr auto kPatience = std::chrono::seconds(60);

class Context : public grpc::ClientContext {
 public:
  Context() { set_deadline(std::chrono::system_clock::now() + kPatience); }
};

void Must(const grpc::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.error_message());
}

Value& In(Struct* report, const std::string& name) { return (*report->mutable_fields())[name]; }

void Number(Struct* report, const std::string& name, int64_t value) { In(report, name).set_number_value(static_cast<double>(value)); }

void Import(std::shared_ptr<grpc::Channel> channel, const Journey& journey, const std::string& folder, Struct* report) {
  library::ImportCatalogsRequest request;
  library::ImportCatalogsResponse answer;
  request.set_request_id(journey.at("import_id"));
  request.set_mode(library::IMPORT_MODE_UPSERT);
  if (!request.mutable_factors()->ParseFromString(Read(folder + "/factor_catalog.binpb"))) throw std::runtime_error("the catalog");
  Context context;
  Must(library::LibraryService::NewStub(channel)->ImportCatalogs(&context, request, &answer));
  int64_t inserted = 0;
  for (const auto& tally : answer.report().tallies()) inserted += tally.inserted();
  Number(report, "imported", inserted);
}

void WatchExperiment(std::shared_ptr<grpc::Channel> channel, const Journey& journey, const std::string& folder, Struct* report) {
  auto stub = experiments::ExperimentService::NewStub(channel);
  experiments::SubmitExperimentRequest request;
  experiments::SubmitExperimentResponse submitted;
  if (!request.mutable_request()->ParseFromString(Read(folder + "/experiment_request.binpb"))) throw std::runtime_error("the request");
  Context submitting, watching;
  Must(stub->SubmitExperiment(&submitting, request, &submitted));
  const std::string id = submitted.experiment().experiment_id();
  experiments::WatchExperimentRequest watch;
  watch.set_experiment_id(id);
  auto stream = stub->WatchExperiment(&watching, watch);
  experiments::WatchExperimentResponse event;
  auto* states = In(report, "experiment_states").mutable_list_value();
  // The stream ends by itself when the experiment has ended; it ends here because we cancel it.
  while (stream->Read(&event)) {
    const std::string prefix = "EXPERIMENT_STATE_";
    states->add_values()->set_string_value(experiments::ExperimentState_Name(event.state()).substr(prefix.size()));
    if (event.state() != experiments::EXPERIMENT_STATE_QUEUED) continue;
    experiments::CancelExperimentRequest cancel;
    experiments::CancelExperimentResponse cancelled;
    cancel.set_request_id(journey.at("cancel_id"));
    cancel.set_experiment_id(id);
    Context cancelling;
    Must(stub->CancelExperiment(&cancelling, cancel, &cancelled));
  }
  Must(stream->Finish());
  In(report, "experiment_id").set_string_value(id);
}

execution::SubmitOrderRequest Buy(const Journey& journey, const std::string& order, int64_t quantity) {
  execution::SubmitOrderRequest request;
  request.set_client_order_id(order);
  request.set_account_id(journey.at("account_id"));
  request.set_instrument(journey.at("instrument"));
  request.set_side(execution::ORDER_SIDE_BUY);
  request.set_type(execution::ORDER_TYPE_MARKET_OPEN);
  request.set_quantity(quantity);
  return request;
}

int64_t Open(execution::AccountService::Stub* accounts, const Journey& journey) {
  execution::OpenAccountRequest request;
  execution::OpenAccountResponse opened;
  request.set_request_id(journey.at("open_id"));
  request.set_account_id(journey.at("account_id"));
  request.set_kind(execution::ACCOUNT_KIND_PAPER);
  request.set_env(contract::ENV_PAPER);
  request.set_snapshot_id(journey.at("snapshot_id"));
  request.set_start_date(journey.at("start_date"));
  request.set_initial_cash_mills(std::stoll(journey.at("initial_cash_mills")));
  request.set_synthetic(true);
  Context context;
  Must(accounts->OpenAccount(&context, request, &opened));
  return opened.account().last_seq();
}

// Submits the order and settles one day; the last event's place in the journal.
int64_t Trade(execution::AccountService::Stub* accounts, execution::OrderService::Stub* orders, const Journey& journey) {
  execution::SubmitOrderResponse submitted;
  Context submitting, advancing;
  Must(orders->SubmitOrder(&submitting, Buy(journey, journey.at("order_id"), std::stoll(journey.at("quantity"))), &submitted));
  execution::AdvanceAccountRequest request;
  execution::AdvanceAccountResponse advanced;
  request.set_request_id(journey.at("advance_id"));
  request.set_account_id(journey.at("account_id"));
  request.set_days(1);
  Must(accounts->AdvanceAccount(&advancing, request, &advanced));
  return advanced.last_seq();
}

// The event's name when it is one of the order's, else empty.
std::string OrderEvent(const execution::JournalEntry& entry, const std::string& order) {
  const auto* reflection = entry.GetReflection();
  const auto* field = reflection->GetOneofFieldDescriptor(entry, entry.GetDescriptor()->FindOneofByName("kind"));
  if (field == nullptr) return "";
  const auto& of = reflection->GetMessage(entry, field);
  const auto* id = of.GetDescriptor()->FindFieldByName("client_order_id");
  return id != nullptr && of.GetReflection()->GetString(of, id) == order ? field->name() : "";
}

void TradeAndWatch(std::shared_ptr<grpc::Channel> channel, const Journey& journey, Struct* report) {
  auto accounts = execution::AccountService::NewStub(channel);
  auto orders = execution::OrderService::NewStub(channel);
  int64_t last = Open(accounts.get(), journey);
  bool traded = false;
  execution::WatchEventsRequest watch;
  watch.set_account_id(journey.at("account_id"));
  Context watching, resuming, asking;
  auto stream = orders->WatchEvents(&watching, watch);
  std::vector<execution::AccountEvent> events;
  execution::WatchEventsResponse answer;
  while ((!traded || events.back().seq() != last) && stream->Read(&answer)) {
    events.push_back(answer.event());
    if (traded || answer.event().seq() != last) continue;
    // The opening is read: trade now, and read what it brings on the stream that is already open.
    traded = true;
    last = Trade(accounts.get(), orders.get(), journey);
  }
  watching.TryCancel();
  stream->Finish();  // Its status is CANCELLED: we ended it.
  const auto& middle = events.at(events.size() / 2);
  Number(report, "resumed_after", middle.seq());
  watch.set_cursor(middle.cursor());
  watch.set_stop_at_end(true);
  auto again = orders->WatchEvents(&resuming, watch);
  auto* resumed = In(report, "resumed").mutable_list_value();
  while (again->Read(&answer)) resumed->add_values()->set_number_value(static_cast<double>(answer.event().seq()));
  Must(again->Finish());
  auto* watched = In(report, "watched").mutable_list_value();
  auto* told = In(report, "order_events").mutable_list_value();
  for (const auto& event : events) {
    watched->add_values()->set_number_value(static_cast<double>(event.seq()));
    const std::string name = OrderEvent(event.entry(), journey.at("order_id"));
    if (!name.empty()) told->add_values()->set_string_value(name);
  }
  execution::GetOrderRequest request;
  execution::GetOrderResponse order;
  request.set_account_id(journey.at("account_id"));
  request.set_client_order_id(journey.at("order_id"));
  Must(orders->GetOrder(&asking, request, &order));
  Number(report, "filled_quantity", order.order().filled_quantity());
}

void Refused(std::shared_ptr<grpc::Channel> channel, const Journey& journey, Struct* report) {
  execution::SubmitOrderResponse answer;
  Context context;
  const auto status = execution::OrderService::NewStub(channel)->SubmitOrder(&context, Buy(journey, journey.at("refused_id"), 0), &answer);
  if (status.ok()) throw std::runtime_error("an order of 0 shares was taken");
  google::rpc::Status said;
  if (!said.ParseFromString(status.error_details())) throw std::runtime_error("the details of the refusal");
  Struct* refusal = In(report, "refusal").mutable_struct_value();
  Number(refusal, "code", status.error_code());
  for (const auto& detail : said.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::BadRequest bad;
    if (detail.UnpackTo(&info)) In(refusal, "reason").set_string_value(info.reason());
    if (detail.UnpackTo(&bad)) In(refusal, "field").set_string_value(bad.field_violations(0).field());
  }
}

}  // namespace

void Travel(const Journey& journey, const std::string& folder, Struct* report) {
  auto channel = grpc::CreateChannel(journey.at("address"), grpc::InsecureChannelCredentials());
  system_area::GetServerInfoResponse info;
  Context context;
  Must(system_area::SystemService::NewStub(channel)->GetServerInfo(&context, {}, &info));
  In(report, "fingerprint").set_string_value(info.contract_fingerprint());
  Import(channel, journey, folder, report);
  WatchExperiment(channel, journey, folder, report);
  TradeAndWatch(channel, journey, report);
  Refused(channel, journey, report);
}
