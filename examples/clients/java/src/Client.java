import com.google.gson.Gson;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** aistock from Java: goes through the journey in a folder and prints one line of JSON. */
public final class Client {
  private Client() {}

  public static void main(String[] words) throws Exception {
    if (words.length != 1) {
      System.err.println("usage: run.sh FOLDER   (journey.json and the messages that it names; see ../README.md)");
      System.exit(2);
    }
    Path folder = Path.of(words[0]);
    @SuppressWarnings("unchecked")
    Map<String, String> told = new Gson().fromJson(Files.readString(folder.resolve("journey.json")), Map.class);
    String address = System.getenv("AISTOCK_ADDRESS");
    if (address != null) {
      told.put("address", address);
    }
    Map<String, Object> report = new Journey(told, folder).travel();
    report.put("language", "java");
    report.put("samples", decodeSamples(folder));
    System.out.println(new Gson().toJson(report));
  }

  /** Decodes each stored message with its generated class and writes it back in binary and in the JSON of protobuf. */
  private static int decodeSamples(Path folder) throws Exception {
    List<String> lines = Files.readAllLines(folder.resolve("samples.tsv"));
    for (String line : lines) {
      String[] columns = line.split("\t");
      // java_package is "io." and the proto package, and every message has a file of its own.
      Class<?> type = Class.forName("io." + columns[0]);
      byte[] bytes = Files.readAllBytes(folder.resolve(columns[1]));
      Message message = (Message) type.getMethod("parseFrom", byte[].class).invoke(null, (Object) bytes);
      if (!message.getUnknownFields().asMap().isEmpty()) {
        throw new IllegalStateException(columns[1] + ": unknown fields in " + columns[0]);
      }
      Files.write(folder.resolve(columns[2] + ".binpb"), message.toByteArray());
      Files.writeString(folder.resolve(columns[2] + ".json"), JsonFormat.printer().print(message));
    }
    return lines.size();
  }
}
