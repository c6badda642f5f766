# aistock from Ruby: `ruby client.rb FOLDER` goes through the journey in FOLDER and prints one line of JSON.
require 'grpc'
require 'json'
require 'google/protobuf/well_known_types'
require 'google/rpc/status_pb'
require 'google/rpc/error_details_pb'

$LOAD_PATH.unshift(File.join(__dir__, 'gen'))
Dir.glob('aistock/**/*_pb.rb', base: File.join(__dir__, 'gen')).sort.each { |file| require file.delete_suffix('.rb') }

Contract = Aistock::Contract::V1
Execution = Aistock::Execution::V1
Experiments = Aistock::Experiments::V1
Library = Aistock::Library::V1
SystemArea = Aistock::System::V1

# One journey against one server.
class Traveller
  def initialize(folder)
    @folder = folder
    @journey = JSON.parse(File.read(File.join(folder, 'journey.json')))
    @journey['address'] = ENV['AISTOCK_ADDRESS'] if ENV['AISTOCK_ADDRESS']
    @accounts = stub(Execution::AccountService)
    @orders = stub(Execution::OrderService)
  end

  def report
    info = stub(SystemArea::SystemService).get_server_info(SystemArea::GetServerInfoRequest.new)
    { language: 'ruby', fingerprint: info.contract_fingerprint, imported: import_catalog, **watch_experiment, **trade_and_watch,
      refusal: refused, samples: decode_samples }
  end

  private

  def stub(service)
    service::Stub.new(@journey['address'], :this_channel_is_insecure, timeout: 60)
  end

  def message(type, name)
    type.decode(File.binread(File.join(@folder, name)))
  end

  def import_catalog
    request = Library::ImportCatalogsRequest.new(
      request_id: @journey['import_id'], mode: :IMPORT_MODE_UPSERT, factors: message(Library::FactorCatalog, 'factor_catalog.binpb')
    )
    stub(Library::LibraryService).import_catalogs(request).report.tallies.sum(&:inserted)
  end

  def watch_experiment
    experiments = stub(Experiments::ExperimentService)
    request = message(Experiments::ExperimentRequest, 'experiment_request.binpb')
    id = experiments.submit_experiment(Experiments::SubmitExperimentRequest.new(request: request)).experiment.experiment_id
    states = []
    # The stream ends by itself when the experiment has ended; it ends here because we cancel it.
    experiments.watch_experiment(Experiments::WatchExperimentRequest.new(experiment_id: id)).each do |event|
      states << event.state.to_s.delete_prefix('EXPERIMENT_STATE_')
      next unless event.state == :EXPERIMENT_STATE_QUEUED

      experiments.cancel_experiment(Experiments::CancelExperimentRequest.new(request_id: @journey['cancel_id'], experiment_id: id))
    end
    { experiment_id: id, experiment_states: states }
  end

  def trade_and_watch
    events = watched_events(open_account)
    middle = events[events.size / 2]
    again = @orders.watch_events(Execution::WatchEventsRequest.new(account_id: account, cursor: middle.cursor, stop_at_end: true))
    order = @orders.get_order(Execution::GetOrderRequest.new(account_id: account, client_order_id: @journey['order_id'])).order
    { watched: events.map(&:seq), resumed_after: middle.seq, resumed: again.map { |answer| answer.event.seq },
      order_events: events.filter_map { |event| order_event(event.entry) }, filled_quantity: order.filled_quantity }
  end

  def account
    @journey['account_id']
  end

  def open_account
    @accounts.open_account(Execution::OpenAccountRequest.new(
      request_id: @journey['open_id'], account_id: account, kind: :ACCOUNT_KIND_PAPER, env: :ENV_PAPER,
      snapshot_id: @journey['snapshot_id'], start_date: @journey['start_date'],
      initial_cash_mills: @journey['initial_cash_mills'].to_i, synthetic: true
    )).account.last_seq
  end

  # The account's events from the first to the end of a day on which we trade, all on one open stream.
  def watched_events(last)
    events = []
    traded = false
    call = @orders.watch_events(Execution::WatchEventsRequest.new(account_id: account), return_op: true)
    call.execute.each do |answer|
      events << answer.event
      if !traded && answer.event.seq == last
        traded = true
        last = trade
      end
      break if traded && answer.event.seq == last
    end
    call.cancel
    events
  end

  def trade
    @orders.submit_order(buy(@journey['order_id'], @journey['quantity'].to_i))
    @accounts.advance_account(
      Execution::AdvanceAccountRequest.new(request_id: @journey['advance_id'], account_id: account, days: 1)
    ).last_seq
  end

  def buy(order, quantity)
    Execution::SubmitOrderRequest.new(
      client_order_id: order, account_id: account, instrument: @journey['instrument'], side: :ORDER_SIDE_BUY,
      type: :ORDER_TYPE_MARKET_OPEN, quantity: quantity
    )
  end

  # The event's name when it is one of the order's.
  def order_event(entry)
    of = entry[entry.kind.to_s]
    entry.kind.to_s if of.respond_to?(:client_order_id) && of.client_order_id == @journey['order_id']
  end

  def refused
    @orders.submit_order(buy(@journey['refused_id'], 0))
    raise 'an order of 0 shares was taken'
  rescue GRPC::BadStatus => e
    found = { code: e.code }
    e.to_rpc_status.details.each do |detail|
      found[:reason] = detail.unpack(Google::Rpc::ErrorInfo).reason if detail.is(Google::Rpc::ErrorInfo)
      found[:field] = detail.unpack(Google::Rpc::BadRequest).field_violations.first.field if detail.is(Google::Rpc::BadRequest)
    end
    found
  end

  # Each stored message, decoded by its generated type and written back in binary and in the JSON of protobuf.
  def decode_samples
    pool = Google::Protobuf::DescriptorPool.generated_pool
    lines = File.readlines(File.join(@folder, 'samples.tsv'), chomp: true)
    lines.each do |line|
      name, source, target = line.split("\t")
      type = pool.lookup(name).msgclass
      found = message(type, source)
      File.binwrite(File.join(@folder, "#{target}.binpb"), type.encode(found))
      File.binwrite(File.join(@folder, "#{target}.json"), type.encode_json(found))
    end
    lines.size
  end
end

abort 'usage: client.rb FOLDER   (journey.json and the messages that it names; see ../README.md)' unless ARGV.size == 1
puts JSON.generate(Traveller.new(ARGV[0]).report)
